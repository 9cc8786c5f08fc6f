-- Tickets of a connection that are not over, by what the other system knows them by, behind one.
-- $1 tenant, $2 connection, $3 behind, $4 limit
SELECT DISTINCT t.external_id
FROM projections.items_v5_tickets t
WHERE t.tenant = $1 AND t.connection = $2 AND t.external_id > $3 AND t.state NOT IN ('done', 'rejected')
ORDER BY t.external_id
LIMIT $4
