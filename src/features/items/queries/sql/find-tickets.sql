-- Where tickets of a connection stand.
-- $1 tenant, $2 connection, $3 what the other system knows them by (text[])
SELECT t.project, t.checklist, t.item, t.ticket, t.external_id
FROM projections.items_v5_tickets t
WHERE t.tenant = $1 AND t.connection = $2 AND t.external_id = ANY ($3::text[])
ORDER BY t.project, t.checklist, t.item, t.ticket
