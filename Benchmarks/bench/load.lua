-- wrk's script: what is sent, and at the end all numbers as one line of JSON.
--
--   wrk … -s load.lua URL -- WORK CALLERS TWEETS SEED [catch]
--
-- CALLERS is a file with a line a person: their token, or for log-ins the e-mail. With "catch" the body of a bad answer
-- is printed, which slows wrk down and is only for finding out what is wrong.

local threads = {}

function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

local json = "application/json"

-- The id of a tweet has room for ten digits, so that a body's length is always the same.
local function like_head(token)
    local headers = {["Authorization"] = token, ["Content-Type"] = json}
    local whole = wrk.format("POST", "/like", headers, '{"like":' .. string.rep(" ", 10) .. "}")
    return whole:sub(1, -12)
end

local function tweet(token)
    local body = '{"tweet":"오늘 커피 today music 산책 weekend 고양이 rain: 벤치마크가 쓴 글, written by the benchmark"}'
    return wrk.format("POST", "/tweet", {["Authorization"] = token, ["Content-Type"] = json}, body)
end

local function timeline(token, path)
    return wrk.format("GET", path, {["Authorization"] = token})
end

local function log_in(email)
    local body = '{"email":"' .. email .. '","password":"minitter-bench"}'
    return wrk.format("POST", "/login", {["Content-Type"] = json}, body)
end

function init(arguments)
    local work, file, tweets, seed, catch = unpack(arguments)
    local callers = {}
    for line in io.lines(file) do table.insert(callers, line) end
    tweets = tonumber(tweets)
    math.randomseed(tonumber(seed) + number)

    local function made(make, path)
        local all = {}
        for index, caller in ipairs(callers) do all[index] = make(caller, path) end
        return function() return all[math.random(#all)] end
    end
    local function like()
        local heads = made(like_head)
        return function() return heads() .. string.format("%10d}", math.random(tweets)) end
    end
    local kind, path = work:match("^(%S+) ?(%S*)$")
    if kind == "timeline" then
        request = made(timeline, path)
    elseif kind == "tweet" then
        request = made(tweet)
    elseif kind == "like" then
        request = like()
    elseif kind == "login" then
        request = made(log_in)
    elseif kind == "mix" then
        local read, write, approve = made(timeline, path), made(tweet), like()
        request = function()
            local drawn = math.random()
            if drawn < 0.95 then return read() end
            if drawn < 0.975 then return write() end
            return approve()
        end
    end

    if catch then
        response = function(status, headers, body)
            if status >= 400 and not bad then bad = status .. " " .. body:sub(1, 2000) end
        end
    end
end

function done(summary, latency)
    for _, thread in ipairs(threads) do
        local bad = thread:get("bad")
        if bad then io.write("BAD ", (bad:gsub("%s+", " ")), "\n") end
    end
    local errors = summary.errors
    io.write(string.format(
        '\nJSON {"requests":%d,"seconds":%f,"bytes":%d,"p50":%f,"p99":%f,"p99.9":%f,"max":%f,'
            .. '"bad_answers":%d,"failures":%d}\n',
        summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, latency:percentile(99.9) / 1e3, latency.max / 1e3,
        errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
