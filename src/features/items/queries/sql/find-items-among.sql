-- Items of some projects by the ids of project, checklist and item, behind a place. Of each project as many as the page
-- takes: a condition on all would have the others read on the way.
-- $1 tenant, $2 project, $3 checklist, $4 item, $5 limit, $6 projects (text[])
SELECT i.* FROM unnest($6::text[]) AS among (project)
CROSS JOIN LATERAL (
  SELECT * FROM projections.items_v5_items x
  WHERE x.tenant = $1 AND x.project = among.project AND (x.project, x.checklist, x.item) > ($2, $3, $4)
  ORDER BY x.project, x.checklist, x.item
  LIMIT $5
) i
ORDER BY i.project, i.checklist, i.item
LIMIT $5
