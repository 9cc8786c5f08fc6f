-- What integrations keep beside the log: it may be lost with a backup that leaves it out, and the log still stands.
CREATE SCHEMA integrations;
GRANT USAGE ON SCHEMA integrations TO clearance_project, clearance_read;

-- Secrets of connections, encrypted (docs/configuration.md). The login that answers reads sees none of them.
CREATE TABLE integrations.secrets (
  tenant     text        NOT NULL,
  id         text        NOT NULL CHECK (octet_length(id) BETWEEN 1 AND 256),
  -- What the secret is of, such as a webhook's id: it is bound into the ciphertext, so a row cannot be moved.
  owner      text        NOT NULL CHECK (octet_length(owner) BETWEEN 1 AND 256),
  -- Which key it is encrypted under.
  key_id     text        NOT NULL CHECK (key_id ~ '^[0-9a-f]{16}$'),
  sealed     bytea       NOT NULL CHECK (octet_length(sealed) BETWEEN 28 AND 65536),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant, id)
);
CREATE INDEX secrets_owner ON integrations.secrets (tenant, owner);
ALTER TABLE integrations.secrets ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON integrations.secrets USING (tenant = current_setting('clearance.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON integrations.secrets TO clearance_project;
