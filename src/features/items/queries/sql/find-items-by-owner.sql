-- Items of all projects that somebody is to see to, behind a place.
-- Laterals with a limit: under row level security plain joins would read all items of the tenant.
-- $1 tenant, $2 project, $3 checklist, $4 item, $5 limit, $6 projects to keep to (text[] or null), $7 owner
SELECT i.* FROM projections.items_v5_owners o
CROSS JOIN LATERAL (
  SELECT * FROM projections.items_v5_items i
  WHERE i.tenant = $1 AND i.project = o.project AND i.checklist = o.checklist AND i.item = o.item LIMIT 1
) i
WHERE o.tenant = $1 AND o.owner = $7 AND (o.project, o.checklist, o.item) > ($2, $3, $4)
  AND ($6::text[] IS NULL OR o.project = ANY ($6))
ORDER BY o.project, o.checklist, o.item
LIMIT $5
