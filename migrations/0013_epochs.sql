-- Begins a new epoch of a tenant's log, with its first event, in one transaction. After a restore that lost events
-- which others hold checkpoints of, the old epoch cannot be sealed any further: the new one is a tree of its own, at
-- positions that were never given before (docs/leaf-format.md).
--
-- All arguments but the last two are those of eventstore.append_v2, for the first event alone; p_origin is the new log's name, and
-- p_expected the position that the head has to be at, so that the event can say what the old epoch holds.
-- Gives what eventstore.append_v2 gives. Raises CL003 where the head has moved or the event is refused; then nothing is done.
CREATE FUNCTION eventstore.begin_epoch(
  p_tenant text,
  s_type text[], s_id text[], x_append integer[], x_stream integer[], x_sequence bigint[],
  g_append integer[], g_project text[], g_position bigint[],
  u_append integer[], u_kind text[], u_name text[], u_owner text[], u_release boolean[],
  i_append integer[], i_event integer[], i_events integer[], i_caller text[], i_key text[], i_fingerprint bytea[],
  e_append integer[], e_event_id uuid[], e_type text[], e_id text[], e_sequence bigint[],
  e_event_type text[], e_revision integer[], e_project text[], e_actor_id text[], e_actor_kind text[],
  e_credential_id text[], e_auth_method text[], e_outcome text[], e_source text[], e_request_id text[],
  e_correlation_id text[], e_causation_id text[], e_nonce bytea[], e_payload text[], e_payload_salt bytea[],
  e_payload_commitment bytea[], e_private_commitment bytea[], e_private_salt bytea[], e_private_body text[],
  p_origin text, p_expected bigint
) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  head   eventstore.log_head;
  answer text;
BEGIN
  PERFORM set_config('clearance.tenant', p_tenant, true);
  SELECT * INTO head FROM eventstore.log_head h WHERE h.tenant = p_tenant FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'tenant "%" has no log', p_tenant USING ERRCODE = 'CL001';
  END IF;
  IF head.next_position <> p_expected THEN
    RAISE EXCEPTION 'the log is at position %, not at %', head.next_position, p_expected USING ERRCODE = 'CL003';
  END IF;
  INSERT INTO eventstore.origins (tenant, epoch, origin, first_position)
  SELECT h.tenant, h.epoch + 1, p_origin, (h.epoch + 1)::bigint << 32
  FROM eventstore.log_head h WHERE h.tenant = p_tenant;
  UPDATE eventstore.log_head h SET epoch = h.epoch + 1, next_position = (h.epoch + 1)::bigint << 32
  WHERE h.tenant = p_tenant;
  answer := eventstore.append_v2(
    p_tenant, s_type, s_id, x_append, x_stream, x_sequence, g_append, g_project, g_position, u_append, u_kind,
    u_name, u_owner, u_release, i_append, i_event, i_events, i_caller, i_key, i_fingerprint, e_append,
    e_event_id, e_type, e_id, e_sequence, e_event_type, e_revision, e_project, e_actor_id, e_actor_kind,
    e_credential_id, e_auth_method, e_outcome, e_source, e_request_id, e_correlation_id, e_causation_id, e_nonce,
    e_payload, e_payload_salt, e_payload_commitment, e_private_commitment, e_private_salt, e_private_body);
  -- Refused: the same request was done before, or its stream has gone on. An epoch without its event is none.
  IF jsonb_array_length(answer::jsonb -> 'refusals') > 0 THEN
    RAISE EXCEPTION 'the first event of the epoch was refused' USING ERRCODE = 'CL003';
  END IF;
  RETURN answer;
END $$;

REVOKE ALL ON FUNCTION eventstore.begin_epoch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION eventstore.begin_epoch TO clearance_append;
GRANT CREATE ON SCHEMA eventstore TO clearance_writer;
ALTER FUNCTION eventstore.begin_epoch OWNER TO clearance_writer;
REVOKE CREATE ON SCHEMA eventstore FROM clearance_writer;
