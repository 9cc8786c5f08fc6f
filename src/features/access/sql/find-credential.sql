-- A key with its account, and whether the projection has yet to read an event of access: then a revocation may be
-- among those. One row always; `account` is null where there is no such key.
-- $1 tenant, $2 key id, $3 types of the events of access (text[]), $4 version of the projection
SELECT k.account, k.hash, k.expires_at, k.revoked_at, a.kind, a.roles,
  EXISTS (
    SELECT 1 FROM eventstore.events e
    WHERE e.tenant = $1 AND e.event_type = ANY ($3::text[]) AND e.position >= coalesce((
      SELECT s.position FROM projections.state s
      WHERE s.tenant = $1 AND s.projection = 'access' AND s.version = $4 AND s.generation = 'live'), 0)
  ) AS behind
FROM (SELECT $1::text AS tenant, $2::text AS key_id) wanted
LEFT JOIN projections.access_v1_keys k ON k.tenant = wanted.tenant AND k.key_id = wanted.key_id
LEFT JOIN projections.access_v1_accounts a ON a.tenant = k.tenant AND a.account = k.account
