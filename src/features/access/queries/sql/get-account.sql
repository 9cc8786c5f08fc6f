-- One account with its newest profile.
-- $1 tenant, $2 kind, $3 id
SELECT a.*, p.body AS profile
FROM projections.access_v3_accounts a
LEFT JOIN eventstore.event_private p ON p.tenant = a.tenant AND p.position = a.profile_position
WHERE a.tenant = $1 AND a.kind = $2 AND a.account = $3
