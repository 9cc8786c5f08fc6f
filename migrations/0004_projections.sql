-- What projections have read so far. Their own tables are made by the projection engine, beside these, in a schema
-- that the project role owns: a version of a projection brings its tables along.

-- The tenants there are. Row level security hides other tenants' heads from every login, so the owner answers.
CREATE FUNCTION eventstore.tenants() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  'SELECT tenant FROM eventstore.log_head ORDER BY tenant';
REVOKE ALL ON FUNCTION eventstore.tenants FROM PUBLIC;
GRANT EXECUTE ON FUNCTION eventstore.tenants TO clearance_append, clearance_project, clearance_read, clearance_seal;

CREATE SCHEMA projections AUTHORIZATION clearance_project;
SET LOCAL ROLE clearance_project;
GRANT USAGE ON SCHEMA projections TO clearance_read;

-- The row lock on a state row is the lease of its worker: it dies with the connection of its holder.
CREATE TABLE projections.state (
  tenant     text        NOT NULL,
  projection text        NOT NULL,
  version    integer     NOT NULL,
  -- 'live', or 'rebuild' while a shadow is being filled
  generation text        NOT NULL CHECK (generation IN ('live', 'rebuild')),
  -- The next position to read: everything before it is in the tables.
  position   bigint      NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant, projection, version, generation)
);
ALTER TABLE projections.state ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON projections.state USING (tenant = current_setting('clearance.tenant', true));
GRANT SELECT ON projections.state TO clearance_read;
SET LOCAL ROLE clearance_owner;
