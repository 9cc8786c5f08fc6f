-- eventstore.append_v3: as eventstore.append_v2 (0007), for less (docs/performance.md). What is other:
--   A look-up reads the entries it needs and no more: an index scan looks at all of a page's entries that its condition
--   lets through, LIMIT or not. A key is asked for by equality; a stream from s_least on, the least sequence that the
--   batch expects of it, so its newest event alone is read, and the whole stream only where it is shorter than that.
--   The age of keys is a BRIN, which costs an append next to nothing. It also leaves one B-tree to look a key up by.
-- Arguments, answer, locks and errors are those of append_v2, but for s_least, one for each stream.
DROP INDEX eventstore.idempotency_age;
CREATE INDEX idempotency_age ON eventstore.idempotency USING brin (tenant, created_at) WITH (autosummarize = on);

CREATE FUNCTION eventstore.append_v3(
  p_tenant text,
  s_type text[], s_id text[], s_least bigint[], x_append integer[], x_stream integer[], x_sequence bigint[],
  g_append integer[], g_project text[], g_position bigint[],
  u_append integer[], u_kind text[], u_name text[], u_owner text[], u_release boolean[],
  i_append integer[], i_event integer[], i_events integer[], i_caller text[], i_key text[], i_fingerprint bytea[],
  e_append integer[], e_event_id uuid[], e_type text[], e_id text[], e_sequence bigint[],
  e_event_type text[], e_revision integer[], e_project text[], e_actor_id text[], e_actor_kind text[],
  e_credential_id text[], e_auth_method text[], e_outcome text[], e_source text[], e_request_id text[],
  e_correlation_id text[], e_causation_id text[], e_nonce bytea[], e_payload text[], e_payload_salt bytea[],
  e_payload_commitment bytea[], e_private_commitment bytea[], e_private_salt bytea[], e_private_body text[]
) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  head     eventstore.log_head;
  created  timestamptz;
  newest   bigint[];
  wrong    jsonb;
  refusals jsonb := '[]';
  refused  integer[] := '{}';
  kept     integer[];
  appended integer;
BEGIN
  -- Local to this transaction, which is this call. A plan made anew for each call's arrays costs more than it runs.
  PERFORM set_config('clearance.tenant', p_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true),
    set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
    set_config('enable_sort', 'off', true);

  SELECT * INTO head FROM eventstore.log_head h WHERE h.tenant = p_tenant FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'tenant "%" has no log', p_tenant USING ERRCODE = 'CL001';
  END IF;
  created := clock_timestamp();
  IF head.created_at > created + interval '5 seconds' THEN
    RAISE EXCEPTION 'the newest event is dated %, but the clock says %', head.created_at, created
      USING ERRCODE = 'CL002';
  END IF;
  created := greatest(created, head.created_at);

  IF cardinality(i_append) > 0 THEN
    SELECT jsonb_agg(jsonb_build_object('append', i_append[n],
             'kind', CASE WHEN s.fingerprint = i_fingerprint[n] THEN 'repeated' ELSE 'key_reused' END,
             'first', s.first_position, 'last', s.last_position))
    INTO wrong
    FROM generate_subscripts(i_append, 1) n
    CROSS JOIN LATERAL (
      SELECT k.fingerprint, k.first_position, k.last_position FROM eventstore.idempotency k
      WHERE k.tenant = p_tenant AND k.caller = i_caller[n] AND k.key = i_key[n] LIMIT 1
    ) s;
    refusals := refusals || coalesce(wrong, '[]');
  END IF;

  newest := ARRAY(
    SELECT coalesce((
      SELECT e.sequence FROM eventstore.events e
      WHERE e.tenant = p_tenant AND e.aggregate_type = s_type[n] AND e.aggregate_id = s_id[n]
        AND e.sequence >= s_least[n]
      ORDER BY e.sequence DESC LIMIT 1), (
      SELECT e.sequence FROM eventstore.events e
      WHERE s_least[n] > 0 AND e.tenant = p_tenant AND e.aggregate_type = s_type[n] AND e.aggregate_id = s_id[n]
      ORDER BY e.sequence DESC LIMIT 1), 0)
    FROM generate_subscripts(s_type, 1) n ORDER BY n);
  SELECT jsonb_agg(jsonb_build_object('append', x_append[n], 'kind', 'sequence', 'type', s_type[x_stream[n]],
           'id', s_id[x_stream[n]], 'expected', x_sequence[n], 'actual', newest[x_stream[n]]))
  INTO wrong
  FROM generate_subscripts(x_append, 1) n WHERE newest[x_stream[n]] <> x_sequence[n];
  refusals := refusals || coalesce(wrong, '[]');

  IF cardinality(g_append) > 0 THEN
    SELECT jsonb_agg(jsonb_build_object('append', g_append[n], 'kind', 'guard', 'project', g_project[n],
             'since', g_position[n], 'newest', s.position))
    INTO wrong
    FROM generate_subscripts(g_append, 1) n
    CROSS JOIN LATERAL (
      SELECT e.position FROM eventstore.events e
      WHERE e.tenant = p_tenant AND e.project = g_project[n] AND e.position > g_position[n]
      ORDER BY e.position DESC LIMIT 1
    ) s;
    refusals := refusals || coalesce(wrong, '[]');
  END IF;

  IF cardinality(u_append) > 0 THEN
    SELECT jsonb_agg(jsonb_build_object('append', u_append[n], 'kind', 'name', 'name_kind', u_kind[n],
             'name', u_name[n], 'owner', s.owner_id))
    INTO wrong
    FROM generate_subscripts(u_append, 1) n
    CROSS JOIN LATERAL (
      SELECT k.owner_id FROM eventstore.unique_names k
      WHERE k.tenant = p_tenant AND k.kind = u_kind[n] AND k.name = u_name[n] LIMIT 1
    ) s
    WHERE NOT u_release[n];
    refusals := refusals || coalesce(wrong, '[]');
  END IF;

  IF refusals = '[]' THEN
    kept := ARRAY(SELECT generate_subscripts(e_append, 1));
  ELSE
    refused := ARRAY(SELECT DISTINCT (r.refusal ->> 'append')::integer FROM jsonb_array_elements(refusals) r (refusal));
    kept := ARRAY(SELECT n FROM generate_subscripts(e_append, 1) n WHERE e_append[n] <> ALL (refused) ORDER BY n);
  END IF;
  appended := cardinality(kept);

  IF appended > 0 THEN
    -- The tenant comes from the head row, not from the argument: on a shard's own node row level security is
    -- not asked for an INSERT, and the argument would be taken as it stands.
    INSERT INTO eventstore.events (tenant, position, epoch, event_id, aggregate_type, aggregate_id, sequence,
      event_type, revision, project, actor_id, actor_kind, credential_id, auth_method, outcome, created_at, source,
      request_id, correlation_id, causation_id, nonce, payload, payload_salt, payload_commitment, private_commitment)
    SELECT head.tenant, head.next_position + place - 1, head.epoch, e_event_id[n], e_type[n], e_id[n], e_sequence[n],
      e_event_type[n], e_revision[n], e_project[n], e_actor_id[n], e_actor_kind[n], e_credential_id[n],
      e_auth_method[n], e_outcome[n], created, e_source[n], e_request_id[n], e_correlation_id[n], e_causation_id[n],
      e_nonce[n], e_payload[n], e_payload_salt[n], e_payload_commitment[n], e_private_commitment[n]
    FROM unnest(kept) WITH ORDINALITY k (n, place);

    INSERT INTO eventstore.event_private (tenant, position, salt, body)
    SELECT head.tenant, head.next_position + place - 1, e_private_salt[n], e_private_body[n]
    FROM unnest(kept) WITH ORDINALITY k (n, place) WHERE e_private_body[n] IS NOT NULL;

    IF cardinality(u_append) > 0 THEN
      DELETE FROM eventstore.unique_names k
      USING unnest(u_append, u_kind, u_name, u_owner, u_release) u (append, kind, name, owner, release)
      WHERE k.tenant = p_tenant AND k.kind = u.kind AND k.name = u.name AND k.owner_id = u.owner
        AND u.release AND u.append <> ALL (refused);

      INSERT INTO eventstore.unique_names (tenant, kind, name, owner_id)
      SELECT head.tenant, u.kind, u.name, u.owner
      FROM unnest(u_append, u_kind, u_name, u_owner, u_release) u (append, kind, name, owner, release)
      WHERE NOT u.release AND u.append <> ALL (refused);
    END IF;

    IF cardinality(i_append) > 0 THEN
      INSERT INTO eventstore.idempotency (tenant, caller, key, fingerprint, first_position, last_position, created_at)
      SELECT head.tenant, i_caller[n], i_key[n], i_fingerprint[n], head.next_position + place - 1,
        head.next_position + place + i_events[n] - 2, created
      FROM generate_subscripts(i_append, 1) n
      CROSS JOIN LATERAL (
        SELECT CASE WHEN refused = '{}' THEN i_event[n] ELSE array_position(kept, i_event[n]) END
      ) p (place)
      WHERE i_append[n] <> ALL (refused);
    END IF;

    UPDATE eventstore.log_head h SET next_position = h.next_position + appended, created_at = created
    WHERE h.tenant = p_tenant;

    PERFORM pg_notify('clearance_events', p_tenant);
  END IF;

  RETURN jsonb_build_object(
    'epoch', head.epoch,
    'created_at', to_char(created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'next', head.next_position,
    'refusals', refusals)::text;
END $$;

REVOKE ALL ON FUNCTION eventstore.append_v3 FROM PUBLIC;
GRANT EXECUTE ON FUNCTION eventstore.append_v3 TO clearance_append;
GRANT CREATE ON SCHEMA eventstore TO clearance_writer;
ALTER FUNCTION eventstore.append_v3 OWNER TO clearance_writer;
REVOKE CREATE ON SCHEMA eventstore FROM clearance_writer;
