-- A key with its account, and whether the account has events that the projection has yet to read: then its
-- revocation may be among those. No row where the projection has no such key.
-- The newest event is looked up by the order of its index: asking for any event behind a position was planned as a
-- scan of the whole log (measured, 300,000 events: 70 to 100 ms).
-- set_aside: position of the account's event that the projection could not take; what comes after it, a revocation
-- perhaps, is in no row. A revocation that could not be taken, or was dismissed, holds all the same: it stands in the log.
-- $1 tenant, $2 key id, $3 version of the projection
SELECT k.account, k.hash, k.expires_at, k.scopes, k.revoked_at, a.kind, a.grants, newest.sequence > a.sequence AS behind,
  failed.set_aside, coalesce(failed.is_revoked, false) AS is_revoked
FROM projections.access_v3_keys k
JOIN projections.access_v3_accounts a ON a.tenant = k.tenant AND a.account = k.account
CROSS JOIN LATERAL (
  SELECT e.sequence FROM eventstore.events e
  WHERE e.tenant = $1 AND e.aggregate_type = 'access' AND e.aggregate_id = k.account
  ORDER BY e.sequence DESC LIMIT 1
) newest
CROSS JOIN LATERAL (
  SELECT min(f.position) FILTER (WHERE f.state <> 'dismissed') AS set_aside,
    bool_or(e.event_type = 'access.key_revoked' AND e.payload::jsonb ->> 'key_id' = k.key_id) AS is_revoked
  FROM projections.failed_events f
  JOIN eventstore.events e ON e.tenant = f.tenant AND e.position = f.position
  WHERE f.tenant = $1 AND f.projection = 'access' AND f.version = $3 AND f.generation = 'live' AND f.partition = k.account
) failed
WHERE k.tenant = $1 AND k.key_id = $2
