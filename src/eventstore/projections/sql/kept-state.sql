-- $1 tenant, $2 projection, $3 version, $4 project, $5 position, $6 dismissed
SELECT k.rows
FROM projections.kept_states k
WHERE k.tenant = $1 AND k.projection = $2 AND k.version = $3 AND k.project = $4 AND k.next_position = $5
  AND k.dismissed = $6
