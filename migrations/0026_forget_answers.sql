-- An answer that is kept beside an idempotency key may hold what is erased afterwards: with an erasure all that a tenant has
-- kept are forgotten. The keys stay, so that nothing is done twice.
CREATE FUNCTION eventstore.forget_answers(p_tenant text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM set_config('clearance.tenant', p_tenant, true);
  UPDATE eventstore.idempotency i SET answer = NULL WHERE i.tenant = p_tenant AND i.answer IS NOT NULL;
END $$;

REVOKE ALL ON FUNCTION eventstore.forget_answers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION eventstore.forget_answers TO clearance_erase;
GRANT CREATE ON SCHEMA eventstore TO clearance_writer;
ALTER FUNCTION eventstore.forget_answers OWNER TO clearance_writer;
REVOKE CREATE ON SCHEMA eventstore FROM clearance_writer;
