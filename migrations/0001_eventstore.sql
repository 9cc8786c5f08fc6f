-- The event store of every tenant: one append-only table, its head, and what the append needs beside it.
-- Runs as the role clearance_owner, which cannot log in; roles and the schema itself are made by the init phase.
-- Every key leads with the tenant, so that the schema can be sharded by tenant (docs/adr/0004).

GRANT USAGE ON SCHEMA eventstore
  TO clearance_writer, clearance_append, clearance_project, clearance_read, clearance_seal, clearance_erase;

-- One row a tenant: the append locks it, so positions have no gaps and follow commit order.
CREATE TABLE eventstore.log_head (
  tenant        text        NOT NULL PRIMARY KEY,
  epoch         integer     NOT NULL CHECK (epoch >= 0),
  next_position bigint      NOT NULL CHECK (next_position >= 0),
  created_at    timestamptz NOT NULL
);

-- Which log (its name in checkpoints) a range of positions belongs to. Leaf index = position - first_position.
CREATE TABLE eventstore.origins (
  tenant         text    NOT NULL,
  epoch          integer NOT NULL CHECK (epoch >= 0),
  origin         text    NOT NULL CHECK (octet_length(origin) BETWEEN 1 AND 256 AND origin !~ '[[:space:][:cntrl:]+]'),
  first_position bigint  NOT NULL CHECK (first_position = epoch::bigint << 32),
  PRIMARY KEY (tenant, epoch)
);

-- Columns are the members of the leaf (docs/leaf-format.md), the payload with its salt, and the tenant.
CREATE TABLE eventstore.events (
  tenant             text        NOT NULL,
  position           bigint      NOT NULL CHECK (position >= 0),
  epoch              integer     NOT NULL,
  event_id           uuid        NOT NULL,
  aggregate_type     text        NOT NULL CHECK (octet_length(aggregate_type) BETWEEN 1 AND 256),
  aggregate_id       text        NOT NULL CHECK (octet_length(aggregate_id) BETWEEN 1 AND 256),
  sequence           bigint      NOT NULL CHECK (sequence >= 1),
  event_type         text        NOT NULL CHECK (octet_length(event_type) BETWEEN 1 AND 256),
  revision           integer     NOT NULL CHECK (revision >= 1),
  project            text        CHECK (octet_length(project) BETWEEN 1 AND 256),
  actor_id           text        NOT NULL CHECK (octet_length(actor_id) BETWEEN 1 AND 256),
  actor_kind         text        NOT NULL CHECK (actor_kind IN ('human', 'service', 'integration', 'system')),
  credential_id      text        CHECK (octet_length(credential_id) BETWEEN 1 AND 256),
  auth_method        text        CHECK (auth_method IN ('api_key', 'oidc', 'internal')),
  outcome            text        NOT NULL CHECK (outcome IN ('success', 'refused')),
  created_at         timestamptz NOT NULL,
  source             text        NOT NULL CHECK (source IN ('api', 'cli', 'import', 'integration', 'system')),
  request_id         text        CHECK (octet_length(request_id) BETWEEN 1 AND 256),
  correlation_id     text        NOT NULL CHECK (octet_length(correlation_id) BETWEEN 1 AND 256),
  causation_id       text        CHECK (octet_length(causation_id) BETWEEN 1 AND 256),
  nonce              bytea       NOT NULL CHECK (octet_length(nonce) = 16),
  payload            text        NOT NULL,
  payload_salt       bytea       NOT NULL CHECK (octet_length(payload_salt) = 32),
  payload_commitment bytea       NOT NULL CHECK (octet_length(payload_commitment) = 32),
  private_commitment bytea       CHECK (octet_length(private_commitment) = 32),
  PRIMARY KEY (tenant, position),
  UNIQUE (tenant, aggregate_type, aggregate_id, sequence)
);
-- Plain B-tree columns only: under row level security other operators are not leakproof and ignore an index.
CREATE INDEX events_project ON eventstore.events (tenant, project, position);
CREATE INDEX events_actor ON eventstore.events (tenant, actor_id, position);
CREATE INDEX events_type ON eventstore.events (tenant, event_type, position);

-- Salt and body of the private part: what an erasure deletes while every proof still holds. No foreign key: only
-- the append writes here, in the transaction of the event, and a check per row would cost more than the insert.
CREATE TABLE eventstore.event_private (
  tenant   text   NOT NULL,
  position bigint NOT NULL,
  salt     bytea  NOT NULL CHECK (octet_length(salt) = 32),
  body     text   NOT NULL,
  PRIMARY KEY (tenant, position)
);

-- Names that may be held once (a project's key); `name` is case-folded, `owner_id` holds it.
CREATE TABLE eventstore.unique_names (
  tenant   text NOT NULL,
  kind     text NOT NULL,
  name     text NOT NULL,
  owner_id text NOT NULL,
  PRIMARY KEY (tenant, kind, name)
);

-- What a repeated request gets back instead of being done twice. Refusals are never stored.
CREATE TABLE eventstore.idempotency (
  tenant         text        NOT NULL,
  caller         text        NOT NULL,
  key            text        NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 512),
  fingerprint    bytea       NOT NULL CHECK (octet_length(fingerprint) = 32),
  first_position bigint      NOT NULL,
  last_position  bigint      NOT NULL,
  created_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant, caller, key)
);
CREATE INDEX idempotency_age ON eventstore.idempotency (tenant, created_at);

-- Source bytes of templates by hash; events name the hash.
CREATE TABLE eventstore.blobs (
  tenant     text  NOT NULL,
  sha256     bytea NOT NULL CHECK (sha256 = sha256(body)),
  media_type text  NOT NULL,
  body       bytea NOT NULL,
  PRIMARY KEY (tenant, sha256)
);
