-- What the boot check asks the catalogue about, one row a question: what is guarded, and whether the guard stands.
-- $1: JSON object, the body of each function of the schema as the migrations have it. Runs as each service login.
SELECT 'server setting ' || name AS guard, setting = 'on' AS holds, name || ' is ' || setting AS finding
FROM pg_catalog.pg_settings WHERE name IN ('fsync', 'full_page_writes')
UNION ALL
-- w.fires is pg_trigger.tgtype: 1 for each row, 2 before, 8 delete, 16 update, 32 truncate.
SELECT 'trigger ' || w.trigger || ' on ' || w.schema || '.' || w.relation,
  coalesce(t.tgenabled = 'A' AND t.tgtype = w.fires AND t.tgqual IS NULL AND t.tgattr::text = '' AND t.tgnargs = 0, false),
  CASE WHEN t.oid IS NULL THEN 'it is missing'
    WHEN t.tgenabled <> 'A' THEN 'it is enabled as ' || t.tgenabled::text
    ELSE 'it does not fire for every change: ' || pg_get_triggerdef(t.oid) END
FROM (VALUES
  ('eventstore', 'events', 'events_no_change', 27, 'refuse_change'),
  ('eventstore', 'events', 'events_no_truncate', 34, 'refuse_change'),
  ('eventstore', 'event_private', 'event_private_no_update', 19, 'refuse_change'),
  ('eventstore', 'event_private', 'event_private_no_truncate', 34, 'refuse_change'),
  ('eventstore', 'event_private', 'event_private_erased', 11, 'refuse_unrecorded_erasure'),
  ('eventstore', 'origins', 'origins_no_change', 27, 'refuse_change'),
  ('eventstore', 'origins', 'origins_no_truncate', 34, 'refuse_change'),
  ('eventstore', 'blobs', 'blobs_no_change', 27, 'refuse_change'),
  ('eventstore', 'blobs', 'blobs_no_truncate', 34, 'refuse_change'),
  ('sealing', 'trees', 'trees_one_root', 19, 'refuse_other_root'),
  ('sealing', 'trees', 'trees_no_delete', 11, 'refuse_change'),
  ('sealing', 'trees', 'trees_no_truncate', 34, 'refuse_change'),
  ('sealing', 'tiles', 'tiles_no_change', 27, 'refuse_change'),
  ('sealing', 'tiles', 'tiles_no_truncate', 34, 'refuse_change'),
  ('sealing', 'anchored', 'anchored_no_change', 27, 'refuse_change')
) w (schema, relation, trigger, fires, function)
LEFT JOIN pg_catalog.pg_class c ON c.relname = w.relation AND c.relnamespace = w.schema::regnamespace
LEFT JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND t.tgname = w.trigger
  AND t.tgfoid = ('eventstore.' || w.function || '()')::regprocedure
UNION ALL
-- Whatever else fires on a table of the log could change or hide what is recorded; the migrations make no rules. Tables
-- that a newer version brought are its own business.
SELECT 'triggers of eventstore.' || c.relname || ' are those of the migrations', false,
  'there is another one: ' || pg_get_triggerdef(t.oid)
FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'eventstore'::regnamespace AND NOT t.tgisinternal
  AND c.relname IN ('log_head', 'origins', 'events', 'event_private', 'unique_names', 'idempotency', 'blobs', 'migrations')
  AND (c.relname, t.tgname) NOT IN (VALUES
    ('events'::name, 'events_no_change'::name), ('events', 'events_no_truncate'),
    ('event_private', 'event_private_no_update'), ('event_private', 'event_private_no_truncate'),
    ('event_private', 'event_private_erased'), ('origins', 'origins_no_change'), ('origins', 'origins_no_truncate'),
    ('blobs', 'blobs_no_change'), ('blobs', 'blobs_no_truncate'))
UNION ALL
SELECT 'eventstore.' || c.relname || ' has no rule', false, 'there is one: ' || pg_get_ruledef(r.oid)
FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
WHERE c.relnamespace = 'eventstore'::regnamespace
  AND c.relname IN ('log_head', 'origins', 'events', 'event_private', 'unique_names', 'idempotency', 'blobs', 'migrations')
UNION ALL
-- Permissive policies are joined by OR: a second one opens what the first one closes.
SELECT 'row level security of ' || w.schema || '.' || w.relation,
  coalesce(c.relrowsecurity AND p.policies = 1 AND p.as_made, false),
  'it is off, or its policies are not the one that shows a tenant its own rows'
FROM (VALUES ('eventstore', 'log_head'), ('eventstore', 'origins'), ('eventstore', 'events'),
  ('eventstore', 'event_private'), ('eventstore', 'unique_names'), ('eventstore', 'idempotency'), ('eventstore', 'blobs'),
  ('sealing', 'trees'), ('sealing', 'tiles'), ('sealing', 'edges'), ('sealing', 'manifests'), ('sealing', 'anchored'),
  ('sealing', 'anchor_states')) w (schema, relation)
LEFT JOIN pg_catalog.pg_class c ON c.relname = w.relation AND c.relnamespace = w.schema::regnamespace
LEFT JOIN LATERAL (
  SELECT count(*) AS policies, bool_and(p.polname = 'tenant_only' AND p.polpermissive AND p.polcmd = '*'
    AND p.polroles = '{0}'::oid[] AND p.polwithcheck IS NULL
    AND pg_get_expr(p.polqual, p.polrelid) = '(tenant = current_setting(''clearance.tenant''::text, true))') AS as_made
  FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid
) p ON true
UNION ALL
-- Every table there: state, failed events, and those that versions of projections brought; what integrations keep.
SELECT 'row level security of ' || c.relnamespace::regnamespace || '.' || c.relname,
  coalesce(c.relrowsecurity AND p.policies = 1 AND p.as_made, false),
  'it is off, or its policies are not the one that shows a tenant its own rows'
FROM pg_catalog.pg_class c
LEFT JOIN LATERAL (
  SELECT count(*) AS policies, bool_and(p.polname = 'tenant_only' AND p.polpermissive AND p.polcmd = '*'
    AND p.polroles = '{0}'::oid[] AND p.polwithcheck IS NULL
    AND pg_get_expr(p.polqual, p.polrelid) = '(tenant = current_setting(''clearance.tenant''::text, true))') AS as_made
  FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid
) p ON true
WHERE c.relnamespace IN ('projections'::regnamespace, 'integrations'::regnamespace) AND c.relkind IN ('r', 'p')
UNION ALL
SELECT 'function eventstore.' || w.function, coalesce(p.functions = 1 AND p.as_made, false),
  'it is missing, or its owner, its body, its search_path or whose rights it runs with is not what the migrations made'
FROM (VALUES
  ('append', 'clearance_writer', true), ('append_v2', 'clearance_writer', true), ('append_v3', 'clearance_writer', true),
  ('create_tenant', 'clearance_writer', true), ('begin_epoch', 'clearance_writer', true),
  ('put_blob', 'clearance_writer', true), ('forget_idempotency', 'clearance_writer', true),
  ('keep_idempotency', 'clearance_writer', true), ('keep_answer', 'clearance_writer', true),
  ('tenants', 'clearance_owner', true), ('ask_signature', 'clearance_owner', true), ('refuse_change', 'clearance_owner', false),
  ('refuse_other_root', 'clearance_owner', false), ('refuse_unrecorded_erasure', 'clearance_owner', false)
) w (function, owner, definer)
LEFT JOIN LATERAL (
  SELECT count(*) AS functions, bool_and(pg_get_userbyid(p.proowner) = w.owner AND p.prosecdef = w.definer
    AND p.proconfig IS NOT DISTINCT FROM CASE WHEN w.definer THEN ARRAY['search_path=pg_catalog'] END
    AND p.prosrc IS NOT DISTINCT FROM $1::text::jsonb ->> w.function) AS as_made
  FROM pg_catalog.pg_proc p WHERE p.proname = w.function AND p.pronamespace = 'eventstore'::regnamespace
) p ON true
UNION ALL
-- Who may call what. Without an ACL everybody may, so that counts as a grant to PUBLIC. A function that this version
-- does not know (a newer one brought it) may be for any role of the service.
SELECT 'callers of eventstore.' || p.proname || ' are those of the migrations', false,
  CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END || ' may execute it'
    || CASE WHEN a.is_grantable THEN ' and let others' ELSE '' END
FROM pg_catalog.pg_proc p
CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
WHERE p.pronamespace = 'eventstore'::regnamespace AND p.proname NOT IN ('refuse_change', 'refuse_other_root', 'refuse_unrecorded_erasure') AND a.grantee <> p.proowner
  AND (a.is_grantable OR a.grantee = 0 OR pg_get_userbyid(a.grantee) <> ALL (
    CASE WHEN p.proname IN ('append', 'append_v2', 'append_v3', 'create_tenant', 'begin_epoch', 'ask_signature', 'put_blob', 'forget_idempotency', 'keep_idempotency',
      'keep_answer')
      THEN '{clearance_append}'::name[]
      WHEN p.proname = 'tenants' THEN '{clearance_append,clearance_project,clearance_read,clearance_seal}'
      ELSE '{clearance_append,clearance_project,clearance_read,clearance_seal,clearance_erase}' END))
UNION ALL
SELECT 'owner of ' || c.relnamespace::regnamespace || '.' || c.relname, pg_get_userbyid(c.relowner) = 'clearance_owner',
  'it belongs to ' || pg_get_userbyid(c.relowner)
FROM pg_catalog.pg_class c
WHERE c.relnamespace IN ('eventstore'::regnamespace, 'sealing'::regnamespace, 'integrations'::regnamespace)
  AND c.relkind IN ('r', 'p')
UNION ALL
SELECT 'role ' || r.rolname || ' has no login', NOT r.rolcanlogin, 'it can log in'
FROM pg_catalog.pg_roles r WHERE r.rolname IN ('clearance_owner', 'clearance_writer')
UNION ALL
SELECT 'role ' || r.rolname || ' is an ordinary role',
  NOT (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication),
  'it is superuser, or may bypass row level security, make roles or databases, or replicate'
FROM pg_catalog.pg_roles r WHERE r.rolname IN (session_user, current_user, 'clearance_owner', 'clearance_writer')
UNION ALL
-- A login becomes its group role by a setting of its own, so current_user is that role.
SELECT 'login ' || session_user || ' is a member of its group role alone',
  current_user IN ('clearance_append', 'clearance_project', 'clearance_read', 'clearance_seal')
    AND m.roles IS NOT DISTINCT FROM ARRAY[current_user::text],
  'it runs as ' || current_user || ' and is a member of ' || coalesce(array_to_string(m.roles, ', '), 'none')
FROM (
  SELECT array_agg(DISTINCT pg_get_userbyid(m.roleid)::text) AS roles FROM pg_catalog.pg_auth_members m
  WHERE pg_get_userbyid(m.member) = session_user
) m
UNION ALL
SELECT 'role ' || current_user || ' is a member of no other', false, 'it is a member of ' || pg_get_userbyid(m.roleid)
FROM pg_catalog.pg_auth_members m
WHERE pg_get_userbyid(m.member) = current_user AND current_user <> session_user
UNION ALL
-- The sealer may write what it makes of the log, and nobody else; nobody may write the log itself.
SELECT 'login ' || session_user || ' cannot write ' || c.relnamespace::regnamespace || '.' || c.relname,
  NOT (has_table_privilege(u.name, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
    OR has_any_column_privilege(u.name, c.oid, 'INSERT, UPDATE')),
  u.name || ' has a write privilege'
FROM pg_catalog.pg_class c CROSS JOIN (VALUES (session_user), (current_user)) u (name)
WHERE c.relkind IN ('r', 'p') AND (c.relnamespace = 'eventstore'::regnamespace
  OR c.relnamespace = 'sealing'::regnamespace AND current_user <> 'clearance_seal')
