-- Manifests of exports on their way to the sealer, which alone has the key, and back. Forgotten after an hour.
CREATE TABLE sealing.manifests (
  tenant   text        NOT NULL,
  id       uuid        NOT NULL,
  asked_at timestamptz NOT NULL,
  manifest text        NOT NULL CHECK (octet_length(manifest) <= 8192),
  note     text,
  -- Why the sealer does not sign it.
  refused  text,
  PRIMARY KEY (tenant, id)
);
ALTER TABLE sealing.manifests ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON sealing.manifests USING (tenant = current_setting('clearance.tenant', true));
GRANT SELECT, UPDATE (note, refused), DELETE ON sealing.manifests TO clearance_seal;
GRANT SELECT ON sealing.manifests TO clearance_read;

-- Asks the sealer to sign a manifest; it is woken as by an append.
CREATE FUNCTION eventstore.ask_signature(p_tenant text, p_id uuid, p_manifest text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM set_config('clearance.tenant', p_tenant, true);
  INSERT INTO sealing.manifests (tenant, id, asked_at, manifest) VALUES (p_tenant, p_id, clock_timestamp(), p_manifest);
  PERFORM pg_notify('clearance_events', p_tenant);
END $$;
REVOKE ALL ON FUNCTION eventstore.ask_signature FROM PUBLIC;
GRANT EXECUTE ON FUNCTION eventstore.ask_signature TO clearance_append;
