-- Private parts of events by position; one that was erased is not among them.
-- $1 tenant, $2 positions (bigint[])
SELECT p.position, p.body FROM eventstore.event_private p
WHERE p.tenant = $1 AND p.position = ANY ($2::bigint[])
