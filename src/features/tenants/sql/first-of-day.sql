-- The first position recorded at or after a time, by bisection: created_at never falls as positions grow.
-- $1 tenant, $2 time (text: the driver would cut a timestamptz to milliseconds)
WITH RECURSIVE search (low, high) AS (
  SELECT 0::bigint, h.next_position FROM eventstore.log_head h WHERE h.tenant = $1
  UNION ALL
  SELECT
    CASE WHEN m.created_at < $2::text::timestamptz THEN m.position + 1 ELSE s.low END,
    CASE WHEN m.created_at < $2::text::timestamptz THEN s.high ELSE (s.low + s.high) / 2 END
  FROM search s
  -- Between two epochs there is a gap: the event at the middle is the first one from there on.
  CROSS JOIN LATERAL (
    SELECT e.position, e.created_at FROM eventstore.events e
    WHERE e.tenant = $1 AND e.position >= (s.low + s.high) / 2
    ORDER BY e.position LIMIT 1
  ) m
  WHERE s.low < s.high
)
SELECT low AS position FROM search WHERE low >= high
