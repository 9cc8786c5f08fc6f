-- What a batch leaves out: partitions that are set aside, and events that were dismissed.
-- $1 tenant, $2 projection, $3 version, $4 generation
SELECT f.partition, f.position, f.state = 'dismissed' AS dismissed
FROM projections.failed_events f
WHERE f.tenant = $1 AND f.projection = $2 AND f.version = $3 AND (f.generation = $4 OR f.state = 'dismissed')
