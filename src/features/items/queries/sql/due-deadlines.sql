-- What has run out and has not been announced, the oldest first, with what its event says of the item.
-- $1 tenant, $2 now (text), $3 limit
SELECT d.project, d.checklist, d.item, d.kind, d.due_at, i.checklist_key, i.key AS item_key, i.title, i.wording_hash
FROM projections.items_v2_deadlines d
JOIN projections.items_v2_items i
  ON i.tenant = d.tenant AND i.project = d.project AND i.checklist = d.checklist AND i.item = d.item
JOIN projections.items_v2_checklists c ON c.tenant = d.tenant AND c.project = d.project AND c.checklist = d.checklist
WHERE d.tenant = $1 AND d.due_at <= $2 AND c.closed_at IS NULL
ORDER BY d.due_at
LIMIT $3
