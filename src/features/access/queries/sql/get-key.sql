-- One key of an account. Its hash stays here.
-- $1 tenant, $2 kind of the account, $3 account, $4 key id
SELECT k.key_id, k.label, k.expires_at, k.scopes, k.revoked_at, k.issued_at, k.issued_by, k.issued_by_kind, k.position,
  to_char(u.last_used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS last_used_at
FROM projections.access_v3_keys k
JOIN projections.access_v3_accounts a ON a.tenant = k.tenant AND a.account = k.account
LEFT JOIN projections.key_uses u ON u.tenant = $1 AND u.key_id = k.key_id
WHERE k.tenant = $1 AND a.kind = $2 AND k.account = $3 AND k.key_id = $4
