-- When keys of a tenant were taken, all of them at once; a later time that another node wrote stands. In the order of
-- the keys, so that two nodes wait for each other and never both. The tenant comes from the head row (docs/adr/0004).
-- $1 tenant, $2 key ids (text[]), $3 minutes since 1970 (bigint[])
INSERT INTO projections.key_uses AS u (tenant, key_id, last_used_at)
SELECT h.tenant, n.key_id, to_timestamp(n.minute * 60)
FROM eventstore.log_head h, unnest($2::text[], $3::bigint[]) n (key_id, minute)
WHERE h.tenant = $1
ORDER BY n.key_id
ON CONFLICT (tenant, key_id) DO UPDATE SET last_used_at = excluded.last_used_at
WHERE u.last_used_at < excluded.last_used_at
