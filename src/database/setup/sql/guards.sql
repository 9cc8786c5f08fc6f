-- What the boot check asks the catalogue about, one row a question: what is guarded, and whether the guard stands.
-- No parameters; runs as each service login.
SELECT 'server setting ' || name AS guard, setting = 'on' AS holds, name || ' is ' || setting AS finding
FROM pg_catalog.pg_settings WHERE name IN ('fsync', 'full_page_writes')
UNION ALL
SELECT 'trigger ' || w.trigger || ' on eventstore.' || w.relation, t.tgenabled IS NOT DISTINCT FROM 'A',
  CASE WHEN t.tgenabled IS NULL THEN 'it is missing' ELSE 'it is enabled as ' || t.tgenabled::text END
FROM (VALUES
  ('events', 'events_no_change'), ('events', 'events_no_truncate'),
  ('event_private', 'event_private_no_update'), ('event_private', 'event_private_no_truncate'),
  ('origins', 'origins_no_change'), ('origins', 'origins_no_truncate'),
  ('blobs', 'blobs_no_change'), ('blobs', 'blobs_no_truncate')
) w (relation, trigger)
LEFT JOIN pg_catalog.pg_class c ON c.relname = w.relation AND c.relnamespace = 'eventstore'::regnamespace
LEFT JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND t.tgname = w.trigger
  AND t.tgfoid = 'eventstore.refuse_change()'::regprocedure
UNION ALL
SELECT 'row level security of eventstore.' || w.relation,
  coalesce(c.relrowsecurity AND EXISTS (
    SELECT 1 FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant_only'), false),
  'it is off or has no policy'
FROM (VALUES ('log_head'), ('origins'), ('events'), ('event_private'), ('unique_names'), ('idempotency'), ('blobs'))
  w (relation)
LEFT JOIN pg_catalog.pg_class c ON c.relname = w.relation AND c.relnamespace = 'eventstore'::regnamespace
UNION ALL
SELECT 'owner of eventstore.' || c.relname, pg_get_userbyid(c.relowner) = 'clearance_owner',
  'it belongs to ' || pg_get_userbyid(c.relowner)
FROM pg_catalog.pg_class c WHERE c.relnamespace = 'eventstore'::regnamespace AND c.relkind IN ('r', 'p')
UNION ALL
SELECT 'role ' || r.rolname || ' has no login', NOT r.rolcanlogin, 'it can log in'
FROM pg_catalog.pg_roles r WHERE r.rolname IN ('clearance_owner', 'clearance_writer')
UNION ALL
SELECT 'login ' || session_user || ' is an ordinary role', NOT (r.rolsuper OR r.rolbypassrls OR r.rolreplication),
  'it is superuser, or may bypass row level security, or replicates'
FROM pg_catalog.pg_roles r WHERE r.rolname = session_user
UNION ALL
SELECT 'login ' || session_user || ' is no member of ' || r.rolname, NOT pg_has_role(session_user, r.oid, 'MEMBER'),
  'it is a member'
FROM pg_catalog.pg_roles r WHERE r.rolname IN ('clearance_owner', 'clearance_writer', 'clearance_erase', 'clearance_seal')
UNION ALL
SELECT 'login ' || session_user || ' cannot write eventstore.' || c.relname,
  NOT (has_table_privilege(session_user, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
    OR has_table_privilege(current_user, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')),
  'it has a write privilege'
FROM pg_catalog.pg_class c WHERE c.relnamespace = 'eventstore'::regnamespace AND c.relkind IN ('r', 'p')
