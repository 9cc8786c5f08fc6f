-- The items of a project that changed after a position.
-- $1 tenant, $2 project, $3 position
SELECT i.* FROM projections.items_v5_items i
WHERE i.tenant = $1 AND i.project = $2 AND i.changed_position > $3
