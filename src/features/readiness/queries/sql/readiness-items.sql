-- What readiness needs of a project's items, in document order, checklists in the order they were applied.
-- $1 tenant, $2 project
SELECT i.checklist, i.checklist_key, i.item, i.key, i.title, i.level, i.phase, i.parent, i.settled_by, i.status,
  i.wording_hash, i.evidence
FROM projections.items_v1_items i
JOIN projections.items_v1_checklists c ON c.tenant = i.tenant AND c.project = i.project AND c.checklist = i.checklist
WHERE i.tenant = $1 AND i.project = $2
ORDER BY c.applied_position, i.ordinal
