-- sysbench's script: the queries of one `GET /timeline`, as Minitter sends them, prepared once a connection.
--
--   sysbench timeline.lua --db-driver=mysql … --owners=FILE --threads=16 --time=5 run
--
-- Popular authors are not merged, and as on Minitter's connections a subquery has no cache and reading ends with ROLLBACK.
-- FILE has the id of a person a line.

sysbench.cmdline.options = {owners = {"File with the ids of those whose timelines are read", ""}}

local query = [[
SELECT t.id, t.tweet, t.created_at, t.like_count, u.id, u.name, u.profile_picture,
    EXISTS (SELECT 1 FROM like_tweet_list l WHERE l.user_id = ? AND l.tweet_id = t.id),
    h.tweet_id, s.floor_tweet_id, EXISTS (SELECT 1 FROM popular_follows p WHERE p.user_id = ?)
FROM timeline_states s
    STRAIGHT_JOIN home_timeline h ON h.owner_id = s.user_id AND h.tweet_id > s.floor_tweet_id
    STRAIGHT_JOIN tweets t ON t.id = h.tweet_id
    STRAIGHT_JOIN users u ON u.id = t.user_id
WHERE s.user_id = ? AND h.owner_id = ? AND h.tweet_id < ?
ORDER BY h.tweet_id DESC LIMIT 21]]

local owners = {}

function thread_init()
    for line in io.lines(sysbench.opt.owners) do table.insert(owners, tonumber(line)) end
    connection = sysbench.sql.driver():connect()
    connection:query("SET SESSION autocommit = 0, optimizer_switch = 'subquery_cache=off'")
    statement = connection:prepare(query)
    local function number() return statement:bind_create(sysbench.sql.type.BIGINT) end
    reader, before, owners_of = number(), number(), {number(), number(), number()}
    statement:bind_param(reader, owners_of[1], owners_of[2], owners_of[3], before)
    -- Greater than every id, and no greater than what Lua's numbers hold exactly.
    before:set(2 ^ 53)
end

function event()
    local one = owners[sysbench.rand.uniform(1, #owners)]
    reader:set(one)
    for _, owner in ipairs(owners_of) do owner:set(one) end
    local rows = statement:execute()
    rows:free()
    connection:query("ROLLBACK")
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
