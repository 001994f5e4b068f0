-- sysbench's script: the query of one `GET /timeline`, as Minitter sends it, prepared once a connection.
--
--   sysbench timeline.lua --db-driver=mysql … --owners=FILE --threads=16 --time=5 run
--
-- FILE has the id of a person a line.

sysbench.cmdline.options = {owners = {"File with the ids of those whose timelines are read", ""}}

local query = [[
SELECT t.id, t.tweet, t.created_at, t.like_count, u.id, u.name, u.profile_picture, l.id IS NOT NULL,
    h.floor_tweet_id, EXISTS (SELECT 1 FROM pending_deliveries), h.read_at < '2000-01-01 00:00:00.000'
FROM timelines h
    STRAIGHT_JOIN home_timeline d ON d.owner_id = h.owner_id AND d.tweet_id > h.floor_tweet_id
    STRAIGHT_JOIN tweets t ON t.id = d.tweet_id
    STRAIGHT_JOIN users u ON u.id = t.user_id
    LEFT JOIN like_tweet_list l ON l.user_id = ? AND l.tweet_id = t.id
WHERE h.owner_id = ? AND d.owner_id = ? AND d.tweet_id < ?
ORDER BY d.tweet_id DESC LIMIT 21]]

local owners = {}

function thread_init()
    for line in io.lines(sysbench.opt.owners) do table.insert(owners, tonumber(line)) end
    connection = sysbench.sql.driver():connect()
    connection:query("SET SESSION optimizer_switch = 'subquery_cache=off'")
    statement = connection:prepare(query)
    local function number() return statement:bind_create(sysbench.sql.type.BIGINT) end
    reader, before, owners_of = number(), number(), {number(), number()}
    statement:bind_param(reader, owners_of[1], owners_of[2], before)
    -- Greater than every id, and no greater than what Lua's numbers hold exactly.
    before:set(2 ^ 53)
end

function event()
    local one = owners[sysbench.rand.uniform(1, #owners)]
    reader:set(one)
    for _, owner in ipairs(owners_of) do owner:set(one) end
    local rows = statement:execute()
    rows:free()
end

function thread_done()
    statement:close()
    connection:disconnect()
end

sysbench.hooks.report_cumulative = function(stat)
    print(string.format(
        'JSON {"requests":%d,"seconds":%f,"errors":%d,"p99":%f}', stat.events, stat.time_total, stat.errors,
        stat.latency_pct * 1000))
end
