-- What has run out and has not been announced, the oldest first, with what its event says of the item.
-- Laterals with a limit: under row level security plain joins would read all items of the tenant.
-- $1 tenant, $2 now (text), $3 limit
SELECT d.project, d.checklist, d.item, d.kind, d.due_at, i.checklist_key, i.key AS item_key, i.title, i.wording_hash
FROM projections.items_v5_deadlines d
CROSS JOIN LATERAL (
  SELECT i.checklist_key, i.key, i.title, i.wording_hash FROM projections.items_v5_items i
  WHERE i.tenant = $1 AND i.project = d.project AND i.checklist = d.checklist AND i.item = d.item LIMIT 1
) i
CROSS JOIN LATERAL (
  SELECT c.closed_at FROM projections.items_v5_checklists c
  WHERE c.tenant = $1 AND c.project = d.project AND c.checklist = d.checklist LIMIT 1
) c
WHERE d.tenant = $1 AND d.due_at <= $2 AND c.closed_at IS NULL
ORDER BY d.due_at
LIMIT $3
