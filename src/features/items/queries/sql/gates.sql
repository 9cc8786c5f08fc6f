-- A project's gates in the order they were defined.
-- $1 tenant, $2 project
SELECT g.* FROM projections.items_v5_gates g
WHERE g.tenant = $1 AND g.project = $2
ORDER BY g.position
