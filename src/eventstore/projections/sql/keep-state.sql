-- $1 tenant, $2 projection, $3 version, $4 project, $5 position, $6 dismissed, $7 rows
INSERT INTO projections.kept_states (tenant, projection, version, project, next_position, dismissed, rows)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (tenant, projection, version, project, next_position)
DO UPDATE SET dismissed = excluded.dismissed, rows = excluded.rows
