-- Whether anything of a project changed, and which tables the rows are in: a rebuild puts others in their place.
-- $1 tenant, $2 project
SELECT b.changed_position, to_regclass('projections.items_v5_items')::oid::bigint AS relation
FROM (SELECT 1) one
LEFT JOIN projections.items_v5_boards b ON b.tenant = $1 AND b.project = $2
