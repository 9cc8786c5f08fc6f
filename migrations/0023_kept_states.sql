-- Projects' rows as a projection had them at past positions: a question about the past is folded from the nearest of
-- them instead of from the project's first event. Nothing but the log goes into them, so they may be deleted at any time.
SET LOCAL ROLE clearance_project;
CREATE TABLE projections.kept_states (
  tenant        text    NOT NULL,
  projection    text    NOT NULL,
  version       integer NOT NULL,
  project       text    NOT NULL,
  -- Everything of the project before this position is in the rows.
  next_position bigint  NOT NULL,
  -- Positions before it whose events were dismissed, and so are not.
  dismissed     text    NOT NULL,
  -- Compressed with gzip: for each row a line of JSON, [table, row].
  rows          bytea   NOT NULL,
  PRIMARY KEY (tenant, projection, version, project, next_position)
);
ALTER TABLE projections.kept_states ALTER COLUMN rows SET STORAGE EXTERNAL;
ALTER TABLE projections.kept_states ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON projections.kept_states USING (tenant = current_setting('clearance.tenant', true));
GRANT SELECT ON projections.kept_states TO clearance_read;
SET LOCAL ROLE clearance_owner;
