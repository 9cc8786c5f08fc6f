-- Whether events sent before a lost answer were recorded: the event that stands at a place in a stream.
-- $1 tenant, $2 aggregate types (text[]), $3 aggregate ids (text[]), $4 sequences (bigint[])
SELECT s.ord, e.event_id, e.position, e.epoch,
  to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at
FROM unnest($2::text[], $3::text[], $4::bigint[]) WITH ORDINALITY s (type, id, sequence, ord)
JOIN eventstore.events e
  ON e.tenant = $1 AND e.aggregate_type = s.type AND e.aggregate_id = s.id AND e.sequence = s.sequence
