-- eventstore.append: a batch of appends of one tenant in one call, each with a verdict of its own.
--
-- The first statement locks the tenant's head; every later one runs on a fresh snapshot (VOLATILE, READ
-- COMMITTED), so a check sees all that committed before the lock was had. Checking in the statement that waits
-- for the lock would read an old snapshot and let a guarded append past a concurrent one.
--
-- Appends of a batch never touch the same stream, name or idempotency key, and none is guarded against another's
-- project: the caller sees to that, so the checks need not look inside the batch.
--
-- Arrays are parallel within their letter; n_append numbers the append (1..n) a row belongs to:
--   x_ expected sequence of a stream, written or only read (0: the stream is new)
--   g_ nothing new in the project since the position
--   u_ a unique name taken (u_release false) or given back (true)
--   i_ idempotency key of the caller, with the request's fingerprint
--   e_ events, in the order they are to have in the log
-- Gives JSON: {"epoch", "created_at", "first": [position or null for each append], "refusals": [{"append", "kind", ...}]}.
-- Raises CL001 unknown tenant, CL002 the head's time leads the server's clock by more than 5 s.
CREATE FUNCTION eventstore.append(
  p_tenant text, n_appends integer,
  x_append integer[], x_type text[], x_id text[], x_sequence bigint[],
  g_append integer[], g_project text[], g_position bigint[],
  u_append integer[], u_kind text[], u_name text[], u_owner text[], u_release boolean[],
  i_append integer[], i_caller text[], i_key text[], i_fingerprint bytea[],
  e_append integer[], e_event_id uuid[], e_type text[], e_id text[], e_sequence bigint[],
  e_event_type text[], e_revision integer[], e_project text[], e_actor_id text[], e_actor_kind text[],
  e_credential_id text[], e_auth_method text[], e_outcome text[], e_source text[], e_request_id text[],
  e_correlation_id text[], e_causation_id text[], e_nonce bytea[], e_payload text[], e_payload_salt bytea[],
  e_payload_commitment bytea[], e_private_commitment bytea[], e_private_salt bytea[], e_private_body text[]
) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  head        eventstore.log_head;
  created     timestamptz;
  refusals    jsonb;
  refused     integer[];
  e_position  bigint[];
  firsts      bigint[];
  lasts       bigint[];
  appended    bigint;
BEGIN
  PERFORM set_config('clearance.tenant', p_tenant, true);

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

  SELECT jsonb_agg(r.refusal), array_agg(DISTINCT r.append) INTO refusals, refused
  FROM (
    SELECT i.append, jsonb_build_object('append', i.append, 'kind',
             CASE WHEN s.fingerprint = i.fingerprint THEN 'repeated' ELSE 'key_reused' END,
             'first', s.first_position, 'last', s.last_position)
    FROM unnest(i_append, i_caller, i_key, i_fingerprint) i (append, caller, key, fingerprint)
    JOIN eventstore.idempotency s ON s.tenant = p_tenant AND s.caller = i.caller AND s.key = i.key
    UNION ALL
    SELECT x.append, jsonb_build_object('append', x.append, 'kind', 'sequence',
             'type', x.type, 'id', x.id, 'expected', x.sequence, 'actual', coalesce(s.sequence, 0))
    FROM unnest(x_append, x_type, x_id, x_sequence) x (append, type, id, sequence)
    LEFT JOIN LATERAL (
      SELECT e.sequence FROM eventstore.events e
      WHERE e.tenant = p_tenant AND e.aggregate_type = x.type AND e.aggregate_id = x.id
      ORDER BY e.sequence DESC LIMIT 1
    ) s ON true
    WHERE coalesce(s.sequence, 0) <> x.sequence
    UNION ALL
    SELECT g.append, jsonb_build_object('append', g.append, 'kind', 'guard', 'project', g.project,
             'since', g.position, 'newest', s.position)
    FROM unnest(g_append, g_project, g_position) g (append, project, position)
    CROSS JOIN LATERAL (
      SELECT e.position FROM eventstore.events e
      WHERE e.tenant = p_tenant AND e.project = g.project AND e.position > g.position
      ORDER BY e.position DESC LIMIT 1
    ) s
    UNION ALL
    SELECT u.append, jsonb_build_object('append', u.append, 'kind', 'name', 'name_kind', u.kind, 'name', u.name,
             'owner', s.owner_id)
    FROM unnest(u_append, u_kind, u_name, u_owner, u_release) u (append, kind, name, owner, release)
    JOIN eventstore.unique_names s ON s.tenant = p_tenant AND s.kind = u.kind AND s.name = u.name
    WHERE NOT u.release
  ) r (append, refusal);
  refused := coalesce(refused, '{}');

  SELECT array_agg(p.position ORDER BY p.ord) INTO e_position
  FROM (
    SELECT e.ord, CASE WHEN e.append = ANY (refused) THEN NULL ELSE
             head.next_position - 1 + count(*) FILTER (WHERE e.append <> ALL (refused)) OVER (ORDER BY e.ord)
           END AS position
    FROM unnest(e_append) WITH ORDINALITY e (append, ord)
  ) p;

  SELECT array_agg(f.first ORDER BY f.n), array_agg(f.last ORDER BY f.n), coalesce(sum(f.events), 0)
  INTO firsts, lasts, appended
  FROM (
    SELECT n, min(e.position) AS first, max(e.position) AS last, count(e.position) AS events
    FROM generate_series(1, n_appends) n LEFT JOIN unnest(e_append, e_position) e (append, position) ON e.append = n
    GROUP BY n
  ) f;

  IF appended > 0 THEN
    -- The tenant comes from the head row, not from the argument: on a shard's own node row level security is
    -- not asked for an INSERT, and a constant would be taken as it stands.
    INSERT INTO eventstore.events (tenant, position, epoch, event_id, aggregate_type, aggregate_id, sequence,
      event_type, revision, project, actor_id, actor_kind, credential_id, auth_method, outcome, created_at, source,
      request_id, correlation_id, causation_id, nonce, payload, payload_salt, payload_commitment, private_commitment)
    SELECT h.tenant, e.position, h.epoch, e.event_id, e.type, e.id, e.sequence,
      e.event_type, e.revision, e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome, created,
      e.source, e.request_id, e.correlation_id, e.causation_id, e.nonce, e.payload, e.payload_salt,
      e.payload_commitment, e.private_commitment
    FROM eventstore.log_head h, unnest(e_position, e_event_id, e_type, e_id, e_sequence, e_event_type, e_revision,
      e_project, e_actor_id, e_actor_kind, e_credential_id, e_auth_method, e_outcome, e_source, e_request_id,
      e_correlation_id, e_causation_id, e_nonce, e_payload, e_payload_salt, e_payload_commitment,
      e_private_commitment) e (position, event_id, type, id, sequence, event_type, revision, project, actor_id,
      actor_kind, credential_id, auth_method, outcome, source, request_id, correlation_id, causation_id, nonce,
      payload, payload_salt, payload_commitment, private_commitment)
    WHERE h.tenant = p_tenant AND e.position IS NOT NULL;

    INSERT INTO eventstore.event_private (tenant, position, salt, body)
    SELECT h.tenant, e.position, e.salt, e.body
    FROM eventstore.log_head h, unnest(e_position, e_private_salt, e_private_body) e (position, salt, body)
    WHERE h.tenant = p_tenant AND e.position IS NOT NULL AND e.body IS NOT NULL;

    DELETE FROM eventstore.unique_names s
    USING unnest(u_append, u_kind, u_name, u_owner, u_release) u (append, kind, name, owner, release)
    WHERE s.tenant = p_tenant AND s.kind = u.kind AND s.name = u.name AND s.owner_id = u.owner
      AND u.release AND u.append <> ALL (refused);

    INSERT INTO eventstore.unique_names (tenant, kind, name, owner_id)
    SELECT h.tenant, u.kind, u.name, u.owner
    FROM eventstore.log_head h,
      unnest(u_append, u_kind, u_name, u_owner, u_release) u (append, kind, name, owner, release)
    WHERE h.tenant = p_tenant AND NOT u.release AND u.append <> ALL (refused);

    INSERT INTO eventstore.idempotency (tenant, caller, key, fingerprint, first_position, last_position, created_at)
    SELECT h.tenant, i.caller, i.key, i.fingerprint, firsts[i.append], lasts[i.append], created
    FROM eventstore.log_head h, unnest(i_append, i_caller, i_key, i_fingerprint) i (append, caller, key, fingerprint)
    WHERE h.tenant = p_tenant AND i.append <> ALL (refused);

    UPDATE eventstore.log_head h SET next_position = h.next_position + appended, created_at = created
    WHERE h.tenant = p_tenant;

    PERFORM pg_notify('clearance_events', p_tenant);
  END IF;

  RETURN jsonb_build_object(
    'epoch', head.epoch,
    'created_at', to_char(created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'first', to_jsonb(firsts),
    'refusals', coalesce(refusals, '[]'))::text;
END $$;

-- Makes a tenant's log, empty, under its origin; nothing where it exists. True when it was made.
CREATE FUNCTION eventstore.create_tenant(p_tenant text, p_origin text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  made boolean;
BEGIN
  PERFORM set_config('clearance.tenant', p_tenant, true);
  INSERT INTO eventstore.log_head (tenant, epoch, next_position, created_at)
  VALUES (p_tenant, 0, 0, '-infinity') ON CONFLICT DO NOTHING;
  made := FOUND;
  INSERT INTO eventstore.origins (tenant, epoch, origin, first_position)
  VALUES (p_tenant, 0, p_origin, 0) ON CONFLICT DO NOTHING;
  RETURN made;
END $$;

-- Keeps a blob by its hash and gives the hash; the same bytes again change nothing.
CREATE FUNCTION eventstore.put_blob(p_tenant text, p_media_type text, p_body bytea) RETURNS bytea
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM set_config('clearance.tenant', p_tenant, true);
  INSERT INTO eventstore.blobs (tenant, sha256, media_type, body)
  VALUES (p_tenant, sha256(p_body), p_media_type, p_body) ON CONFLICT DO NOTHING;
  RETURN sha256(p_body);
END $$;

-- Forgets idempotency keys older than a day: what the API promises. Gives how many went.
CREATE FUNCTION eventstore.forget_idempotency(p_tenant text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  gone bigint;
BEGIN
  PERFORM set_config('clearance.tenant', p_tenant, true);
  DELETE FROM eventstore.idempotency i WHERE i.tenant = p_tenant AND i.created_at < clock_timestamp() - interval '24 hours';
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

REVOKE ALL ON FUNCTION eventstore.append, eventstore.create_tenant, eventstore.put_blob, eventstore.forget_idempotency
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION eventstore.append, eventstore.create_tenant, eventstore.put_blob, eventstore.forget_idempotency
  TO clearance_append;
GRANT CREATE ON SCHEMA eventstore TO clearance_writer;
ALTER FUNCTION eventstore.append OWNER TO clearance_writer;
ALTER FUNCTION eventstore.create_tenant OWNER TO clearance_writer;
ALTER FUNCTION eventstore.put_blob OWNER TO clearance_writer;
ALTER FUNCTION eventstore.forget_idempotency OWNER TO clearance_writer;
REVOKE CREATE ON SCHEMA eventstore FROM clearance_writer;
