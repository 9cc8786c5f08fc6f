-- When each API key was last taken, to the minute (docs/access.md). No event says it, so no rebuild makes it again: the
-- table stands beside those of the access projection and outlives their versions.
SET LOCAL ROLE clearance_project;
CREATE TABLE projections.key_uses (
  tenant       text        NOT NULL,
  key_id       text        NOT NULL CHECK (octet_length(key_id) BETWEEN 1 AND 256),
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, key_id)
);
ALTER TABLE projections.key_uses ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON projections.key_uses USING (tenant = current_setting('clearance.tenant', true));
GRANT SELECT ON projections.key_uses TO clearance_read;
SET LOCAL ROLE clearance_owner;
