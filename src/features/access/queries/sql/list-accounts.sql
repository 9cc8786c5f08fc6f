-- A page of accounts of a kind, in the order they were added.
-- $1 tenant, $2 kind, $3 position to start behind (bigint), $4 limit
SELECT a.*, p.body AS profile
FROM projections.access_v3_accounts a
LEFT JOIN eventstore.event_private p ON p.tenant = a.tenant AND p.position = a.profile_position
WHERE a.tenant = $1 AND a.kind = $2 AND a.position > $3
ORDER BY a.position
LIMIT $4
