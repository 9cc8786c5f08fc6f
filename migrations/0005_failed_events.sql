-- Events that a projection could not take (docs/adr/0008). Their partition is set aside until the event goes through
-- or is dismissed; the rest of the projection goes on.
SET LOCAL ROLE clearance_project;
CREATE TABLE projections.failed_events (
  tenant          text        NOT NULL,
  projection      text        NOT NULL,
  version         integer     NOT NULL,
  generation      text        NOT NULL CHECK (generation IN ('live', 'rebuild')),
  position        bigint      NOT NULL,
  -- What is set aside: the project, else the stream's id
  partition       text        NOT NULL,
  event_id        uuid        NOT NULL,
  event_type      text        NOT NULL,
  project         text,
  failure_count   integer     NOT NULL,
  error           text        NOT NULL CHECK (length(error) <= 1000),
  first_failed_at timestamptz NOT NULL,
  last_failed_at  timestamptz NOT NULL,
  -- When it is tried again by itself; null: never
  retry_at        timestamptz,
  state           text        NOT NULL CHECK (state IN ('retrying', 'given_up', 'dismissed')),
  PRIMARY KEY (tenant, projection, version, generation, position)
);
-- A partition stops at its first failed event, so there is one at most that is not dismissed.
CREATE UNIQUE INDEX failed_events_set_aside ON projections.failed_events
  (tenant, projection, version, generation, partition) WHERE state <> 'dismissed';
ALTER TABLE projections.failed_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON projections.failed_events USING (tenant = current_setting('clearance.tenant', true));
GRANT SELECT ON projections.failed_events TO clearance_read;
-- The table (the projection's first) that the row speaks of. A reader whose snapshot is older than a swap finds another
-- one under the name afterwards, and looks again.
ALTER TABLE projections.state ADD COLUMN relation oid;
SET LOCAL ROLE clearance_owner;
