-- Takes away what receivers answered to events whose private parts were erased: it might repeat them. $1 tenant, $2
-- webhook, $3 and $4 the range of positions.
UPDATE integrations.webhook_deliveries d SET log = (
  SELECT coalesce(jsonb_agg(CASE WHEN l.entry ? 'response' AND l.entry -> 'response' <> 'null'
    THEN jsonb_set(l.entry, '{response,body}', '""') ELSE l.entry END ORDER BY l.n), '[]')
  FROM jsonb_array_elements(d.log) WITH ORDINALITY l (entry, n))
WHERE d.tenant = $1 AND d.webhook = $2 AND d.position BETWEEN $3 AND $4
