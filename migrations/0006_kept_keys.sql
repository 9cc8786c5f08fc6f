-- Keeps the idempotency key of a request that recorded nothing (an import of the bytes that are there already), so that
-- its repetition gets the first answer whatever was recorded in between. The row's range is empty: it starts at
-- p_position, which the caller makes the answer from again, and ends before it; -1 where there is none.
--
-- Locks the tenant's head as the append does: an append that has found no such key cannot meet it at its INSERT.
-- True when it was kept, false where the caller has used the key before. Raises CL001 unknown tenant.
CREATE FUNCTION eventstore.keep_idempotency(
  p_tenant text, p_caller text, p_key text, p_fingerprint bytea, p_position bigint
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM set_config('clearance.tenant', p_tenant, true);
  PERFORM 1 FROM eventstore.log_head h WHERE h.tenant = p_tenant FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'tenant "%" has no log', p_tenant USING ERRCODE = 'CL001';
  END IF;
  INSERT INTO eventstore.idempotency (tenant, caller, key, fingerprint, first_position, last_position, created_at)
  SELECT h.tenant, p_caller, p_key, p_fingerprint, p_position, p_position - 1, clock_timestamp()
  FROM eventstore.log_head h WHERE h.tenant = p_tenant
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION eventstore.keep_idempotency FROM PUBLIC;
GRANT EXECUTE ON FUNCTION eventstore.keep_idempotency TO clearance_append;
GRANT CREATE ON SCHEMA eventstore TO clearance_writer;
ALTER FUNCTION eventstore.keep_idempotency OWNER TO clearance_writer;
REVOKE CREATE ON SCHEMA eventstore FROM clearance_writer;
