-- Those of versions before this one, which nobody asks for once every node has it. $1 tenant, $2 projection, $3 version
DELETE FROM projections.kept_states k WHERE k.tenant = $1 AND k.projection = $2 AND k.version < $3
