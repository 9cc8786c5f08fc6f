-- Waivers of a tenant in the order they were asked for, each with the row of its item and its project's key.
-- Laterals with a limit: under row level security plain joins would read all items of the tenant.
-- $1 tenant, $2 position to start behind (bigint), $3 limit, $4 project (text or null), $5 in force at (text or null),
-- $6 projects to keep to (text[] or null)
SELECT i.*, w.waiver, p.key AS project_key
FROM projections.items_v5_waivers w
CROSS JOIN LATERAL (
  SELECT * FROM projections.items_v5_items i
  WHERE i.tenant = $1 AND i.project = w.project AND i.checklist = w.checklist AND i.item = w.item LIMIT 1
) i
LEFT JOIN LATERAL (
  SELECT p.key FROM projections.projects_v1_projects p WHERE p.tenant = $1 AND p.project = w.project LIMIT 1
) p ON true
WHERE w.tenant = $1 AND w.position > $2 AND ($4::text IS NULL OR w.project = $4)
  AND ($6::text[] IS NULL OR w.project = ANY ($6))
  AND ($5::text IS NULL OR (w.approved_at <= $5 AND w.expires_at > $5 AND (w.revoked_at IS NULL OR w.revoked_at > $5)))
ORDER BY w.position
LIMIT $3
