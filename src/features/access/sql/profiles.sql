-- All profiles that were recorded of some accounts, each in order; `body` is null where it was erased.
-- $1 tenant, $2 ids of the accounts (text[])
SELECT e.aggregate_id AS account, e.position, p.body
FROM eventstore.events e
LEFT JOIN eventstore.event_private p ON p.tenant = e.tenant AND p.position = e.position
WHERE e.tenant = $1 AND e.aggregate_type = 'access' AND e.aggregate_id = ANY ($2::text[])
  AND e.event_type = 'access.profile_recorded'
ORDER BY e.aggregate_id, e.sequence
