-- Takes jobs that are due, each for the length of a lease. Jobs of one ticket go out in the order of their events.
-- What calls say of a ticket that cannot be read is taken in the order in which they came.
-- Where the other system wants to be left alone, nothing does. A creation that a dead node left rests until what it may have made is found.
-- $1 tenant, $2 connection, $3 limit, $4 lease in seconds, $5 seconds until what was made is found
UPDATE integrations.ticket_jobs j
SET lease_until = clock_timestamp() + make_interval(secs => $4), attempts = j.attempts + 1
FROM (
  SELECT c.id FROM integrations.ticket_jobs c
  WHERE c.tenant = $1 AND c.connection = $2 AND c.state = 'pending' AND c.next_at <= clock_timestamp()
    AND (c.lease_until IS NULL
      OR c.lease_until + make_interval(secs => CASE c.kind WHEN 'create' THEN $5 ELSE 0 END) < clock_timestamp())
    AND NOT EXISTS (
      SELECT 1 FROM integrations.ticket_jobs e
      WHERE e.tenant = $1 AND e.connection = $2 AND e.subject = c.subject AND e.position < c.position
        AND e.direction = 'out' AND c.direction = 'out'
    )
    AND (c.snapshot IS NULL OR NOT EXISTS (
      SELECT 1 FROM integrations.ticket_jobs b
      WHERE b.tenant = $1 AND b.connection = $2 AND b.subject = c.subject AND b.direction = 'in' AND b.state = 'pending'
        AND b.snapshot IS NOT NULL AND (b.created_at, b.id) < (c.created_at, c.id)
    ))
    AND NOT EXISTS (
      SELECT 1 FROM integrations.ticket_jobs t
      WHERE t.tenant = $1 AND t.connection = $2 AND t.state = 'pending' AND t.next_at > clock_timestamp()
        AND t.error_code = 'throttled'
    )
  ORDER BY c.next_at
  LIMIT $3
  FOR UPDATE SKIP LOCKED
) due
WHERE j.tenant = $1 AND j.id = due.id
RETURNING j.id, j.connection, j.direction, j.kind, j.subject, j.project, j.checklist, j.item, j.position, j.snapshot, j.attempts, j.error_code
