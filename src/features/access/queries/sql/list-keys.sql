-- A page of an account's keys, revoked ones too, in the order they were issued. Hashes stay here.
-- $1 tenant, $2 account, $3 position to start behind (bigint), $4 limit
SELECT k.key_id, k.label, k.expires_at, k.scopes, k.revoked_at, k.issued_at, k.issued_by, k.issued_by_kind, k.position,
  to_char(u.last_used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS last_used_at
FROM projections.access_v3_keys k
LEFT JOIN projections.key_uses u ON u.tenant = $1 AND u.key_id = k.key_id
WHERE k.tenant = $1 AND k.account = $2 AND k.position > $3
ORDER BY k.position
LIMIT $4
