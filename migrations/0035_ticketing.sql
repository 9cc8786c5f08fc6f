-- What ticketing keeps beside the log: what is still to be done, and how far each direction has come. All of it follows
-- from the log and the other systems; it is forgotten once it is done.

-- Up to where a tenant's log has been turned into jobs. The position and its jobs commit together.
CREATE TABLE integrations.ticket_cursors (
  tenant   text   NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (tenant)
);

CREATE TABLE integrations.ticket_jobs (
  tenant       text        NOT NULL,
  id           text        NOT NULL,
  connection   text        NOT NULL,
  direction    text        NOT NULL CHECK (direction IN ('out', 'in')),
  kind         text        NOT NULL CHECK (kind IN ('create', 'tell', 'observe')),
  -- The ticket's id here (out), or there (in).
  subject      text        NOT NULL,
  project      text,
  checklist    text,
  item         text,
  -- Of the event that it is due to; 0 for what comes in.
  position     bigint      NOT NULL,
  -- How the ticket stands, where it cannot be read again.
  snapshot     text,
  -- What state it is about to write: what comes back of it is an echo.
  writes_state text,
  state        text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'failed')),
  attempts     integer     NOT NULL DEFAULT 0,
  next_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  lease_until  timestamptz,
  error_code   text,
  error        text        CHECK (length(error) <= 1000),
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  failed_at    timestamptz,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX ticket_jobs_once ON integrations.ticket_jobs (tenant, connection, kind, subject, position)
  WHERE direction = 'out';
-- A ticket that is to be read need not be read twice; one that somebody is reading may have changed since.
CREATE UNIQUE INDEX ticket_jobs_read_once ON integrations.ticket_jobs (tenant, connection, subject)
  WHERE direction = 'in' AND state = 'pending' AND lease_until IS NULL AND snapshot IS NULL;
CREATE INDEX ticket_jobs_due ON integrations.ticket_jobs (tenant, connection, state, next_at);
CREATE INDEX ticket_jobs_subject ON integrations.ticket_jobs (tenant, connection, subject, position);

-- Calls that were taken, by what the other system calls them.
CREATE TABLE integrations.ticket_deliveries (
  tenant      text        NOT NULL,
  connection  text        NOT NULL,
  delivery    text        NOT NULL CHECK (octet_length(delivery) BETWEEN 1 AND 256),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant, connection, delivery)
);
CREATE INDEX ticket_deliveries_age ON integrations.ticket_deliveries (tenant, received_at);

-- How far changes over there have been asked for.
CREATE TABLE integrations.ticket_polls (
  tenant      text        NOT NULL,
  connection  text        NOT NULL,
  -- Time of the newest change seen, by the other system's clock.
  changed_at  timestamptz,
  polled_at   timestamptz,
  lease_until timestamptz,
  failures    integer     NOT NULL DEFAULT 0,
  error       text        CHECK (length(error) <= 1000),
  PRIMARY KEY (tenant, connection)
);

ALTER TABLE integrations.ticket_cursors ENABLE ROW LEVEL SECURITY;
ALTER TABLE integrations.ticket_jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE integrations.ticket_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE integrations.ticket_polls ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON integrations.ticket_cursors USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON integrations.ticket_jobs USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON integrations.ticket_deliveries USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON integrations.ticket_polls USING (tenant = current_setting('clearance.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE
  ON integrations.ticket_cursors, integrations.ticket_jobs, integrations.ticket_deliveries, integrations.ticket_polls
  TO clearance_project;
