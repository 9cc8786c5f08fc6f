-- Tiles by level and index: full ones, and the partial one of a level as it is now.
-- $1 tenant, $2 epoch, $3 levels (smallint[]), $4 indices (bigint[], parallel)
SELECT w.level, w.tile, coalesce(t.hashes, e.hashes) AS hashes
FROM unnest($3::smallint[], $4::bigint[]) w (level, tile)
LEFT JOIN sealing.tiles t ON t.tenant = $1 AND t.epoch = $2 AND t.level = w.level AND t.tile = w.tile
LEFT JOIN sealing.edges e ON e.tenant = $1 AND e.epoch = $2 AND e.level = w.level
