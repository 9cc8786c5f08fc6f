-- The answer of a request that is made of many commands (a batch), beside its idempotency key: what was refused leaves no
-- event that a repetition could be answered from. It goes with its key after 24 hours.
ALTER TABLE eventstore.idempotency ADD COLUMN answer text;

GRANT UPDATE (answer) ON eventstore.idempotency TO clearance_writer;

-- Keeps the answer of the request that holds the key, unless there is one. True when it was kept.
CREATE FUNCTION eventstore.keep_answer(
  p_tenant text, p_caller text, p_key text, p_fingerprint bytea, p_answer text
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM set_config('clearance.tenant', p_tenant, true);
  UPDATE eventstore.idempotency i SET answer = p_answer
  WHERE i.tenant = p_tenant AND i.caller = p_caller AND i.key = p_key AND i.fingerprint = p_fingerprint
    AND i.answer IS NULL;
  RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION eventstore.keep_answer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION eventstore.keep_answer TO clearance_append;
GRANT CREATE ON SCHEMA eventstore TO clearance_writer;
ALTER FUNCTION eventstore.keep_answer OWNER TO clearance_writer;
REVOKE CREATE ON SCHEMA eventstore FROM clearance_writer;
