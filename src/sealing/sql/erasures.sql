-- Which events said that private parts were erased, and of which positions.
-- $1 tenant
SELECT position, payload FROM eventstore.events
WHERE tenant = $1 AND event_type = 'privacy.erased'
ORDER BY position
