-- A project's answers to conditions.
-- $1 tenant, $2 project
SELECT c.* FROM projections.items_v5_conditions c
WHERE c.tenant = $1 AND c.project = $2
ORDER BY c.condition
