-- Items of all projects with a ticket that has a key in its system, behind a place. One key may be of several systems.
-- Laterals with a limit: under row level security plain joins would read all items of the tenant.
-- $1 tenant, $2 project, $3 checklist, $4 item, $5 limit, $6 projects to keep to (text[] or null), $7 key of the ticket
SELECT i.* FROM (
  SELECT DISTINCT t.project, t.checklist, t.item FROM projections.items_v5_tickets t
  WHERE t.tenant = $1 AND t.external_key = $7 AND (t.project, t.checklist, t.item) > ($2, $3, $4)
    AND ($6::text[] IS NULL OR t.project = ANY ($6))
  ORDER BY t.project, t.checklist, t.item
  LIMIT $5
) p
CROSS JOIN LATERAL (
  SELECT * FROM projections.items_v5_items i
  WHERE i.tenant = $1 AND i.project = p.project AND i.checklist = p.checklist AND i.item = p.item LIMIT 1
) i
ORDER BY i.project, i.checklist, i.item
