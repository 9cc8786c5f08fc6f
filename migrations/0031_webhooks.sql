-- What is delivered to webhooks, beside the log: how far each one is, and its deliveries. A webhook itself is events.
CREATE TABLE integrations.webhook_cursors (
  tenant          text        NOT NULL,
  webhook         text        NOT NULL CHECK (octet_length(webhook) BETWEEN 1 AND 256),
  -- Everything up to here is delivered, or has a row in webhook_deliveries.
  position        bigint      NOT NULL,
  -- Who delivers: a node's own id, until when, and the number of times it changed.
  lease_holder    text,
  lease_until     timestamptz NOT NULL DEFAULT '-infinity',
  epoch           bigint      NOT NULL DEFAULT 0,
  -- Attempts in a row that failed, since when, and the newest that did not.
  failures        integer     NOT NULL DEFAULT 0,
  failing_since   timestamptz,
  last_success_at timestamptz,
  -- Position of the newest webhook.resumed that was heeded.
  resumed         bigint      NOT NULL DEFAULT -1,
  -- Position of the newest webhook.redelivery_requested that is done, and how far the next one is.
  redelivered     bigint      NOT NULL DEFAULT -1,
  redelivery_next bigint,
  PRIMARY KEY (tenant, webhook)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

CREATE TABLE integrations.webhook_deliveries (
  tenant       text        NOT NULL,
  webhook      text        NOT NULL CHECK (octet_length(webhook) BETWEEN 1 AND 256),
  -- Of the event that is delivered.
  position     bigint      NOT NULL,
  event_id     uuid        NOT NULL,
  event_type   text        NOT NULL,
  -- Type and id of the aggregate: what keeps an order.
  aggregate    text        NOT NULL,
  state        text        NOT NULL CHECK (state IN ('delivered', 'retrying', 'waiting', 'dead')),
  -- Since it was asked for the last time, and in all.
  attempts     integer     NOT NULL,
  attempts_all integer     NOT NULL,
  first_at     timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  next_at      timestamptz,
  status       integer,
  error        text        CHECK (length(error) <= 1000),
  -- The newest attempts, oldest first: when, how long, status, what was sent as headers, what came back.
  log          jsonb       NOT NULL,
  PRIMARY KEY (tenant, webhook, position)
);
CREATE INDEX webhook_deliveries_unfinished ON integrations.webhook_deliveries (tenant, webhook, aggregate, position)
  WHERE state IN ('retrying', 'waiting');
CREATE INDEX webhook_deliveries_state ON integrations.webhook_deliveries (tenant, webhook, state, position);

ALTER TABLE integrations.webhook_cursors ENABLE ROW LEVEL SECURITY;
ALTER TABLE integrations.webhook_deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON integrations.webhook_cursors USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON integrations.webhook_deliveries USING (tenant = current_setting('clearance.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON integrations.webhook_cursors, integrations.webhook_deliveries TO clearance_project;
GRANT SELECT ON integrations.webhook_cursors, integrations.webhook_deliveries TO clearance_read;
