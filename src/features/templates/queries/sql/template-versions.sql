-- The versions of templates, newest first within each; a page of templates goes by their first position.
-- $1 tenant, $2 template id (text or null for all), $3 version (integer, null for the newest, -1 for all),
-- $4 position to start behind, $5 limit
SELECT t.key, t.newest, t.created_at, t.sequence, t.position AS template_position, v.*
FROM projections.templates_v1_templates t
JOIN projections.templates_v1_versions v ON v.tenant = t.tenant AND v.template = t.template
WHERE t.tenant = $1
  AND ($2::text IS NULL OR t.template = $2)
  AND ($3::integer = -1 OR v.version = coalesce($3, t.newest))
  AND t.position > $4
ORDER BY t.position, v.version DESC
LIMIT $5
