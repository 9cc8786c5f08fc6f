-- Where a projection is: beside the log's head, the time of the newest event that was read, and whether a partition is set
-- aside. The newest event is the first one before the position: asked for as "position - 1" it is looked for in the whole
-- log, since row level security lets no function that may fail go before it.
-- $1 tenant, $2 projection, $3 version, $4 partition or null
SELECT h.next_position AS head, s.position AS next, f.position AS set_aside, s.relation,
  to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS as_of
FROM eventstore.log_head h
LEFT JOIN projections.state s ON s.tenant = $1 AND s.projection = $2 AND s.version = $3 AND s.generation = 'live'
LEFT JOIN LATERAL (
  SELECT x.created_at FROM eventstore.events x
  WHERE x.tenant = $1 AND x.position < s.position ORDER BY x.position DESC LIMIT 1
) e ON true
LEFT JOIN projections.failed_events f ON f.tenant = $1 AND f.projection = $2 AND f.version = $3
  AND f.generation = 'live' AND f.partition = $4 AND f.state <> 'dismissed'
WHERE h.tenant = $1
