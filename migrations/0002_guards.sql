-- Who may do what to the event store, and the triggers that refuse what nobody may do.

-- ENABLE ALWAYS: a plain trigger is skipped under session_replication_role = replica.
CREATE FUNCTION eventstore.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: the table is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON eventstore.events
  FOR EACH ROW EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON eventstore.events
  FOR EACH STATEMENT EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER event_private_no_update BEFORE UPDATE ON eventstore.event_private
  FOR EACH ROW EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER event_private_no_truncate BEFORE TRUNCATE ON eventstore.event_private
  FOR EACH STATEMENT EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER origins_no_change BEFORE UPDATE OR DELETE ON eventstore.origins
  FOR EACH ROW EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER origins_no_truncate BEFORE TRUNCATE ON eventstore.origins
  FOR EACH STATEMENT EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER blobs_no_change BEFORE UPDATE OR DELETE ON eventstore.blobs
  FOR EACH ROW EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER blobs_no_truncate BEFORE TRUNCATE ON eventstore.blobs
  FOR EACH STATEMENT EXECUTE FUNCTION eventstore.refuse_change();

ALTER TABLE eventstore.events ENABLE ALWAYS TRIGGER events_no_change;
ALTER TABLE eventstore.events ENABLE ALWAYS TRIGGER events_no_truncate;
ALTER TABLE eventstore.event_private ENABLE ALWAYS TRIGGER event_private_no_update;
ALTER TABLE eventstore.event_private ENABLE ALWAYS TRIGGER event_private_no_truncate;
ALTER TABLE eventstore.origins ENABLE ALWAYS TRIGGER origins_no_change;
ALTER TABLE eventstore.origins ENABLE ALWAYS TRIGGER origins_no_truncate;
ALTER TABLE eventstore.blobs ENABLE ALWAYS TRIGGER blobs_no_change;
ALTER TABLE eventstore.blobs ENABLE ALWAYS TRIGGER blobs_no_truncate;

-- Not FORCE: the owner cannot log in, and FORCE loses rows when a shard is moved online.
ALTER TABLE eventstore.log_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE eventstore.origins ENABLE ROW LEVEL SECURITY;
ALTER TABLE eventstore.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE eventstore.event_private ENABLE ROW LEVEL SECURITY;
ALTER TABLE eventstore.unique_names ENABLE ROW LEVEL SECURITY;
ALTER TABLE eventstore.idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE eventstore.blobs ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant_only ON eventstore.log_head USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON eventstore.origins USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON eventstore.events USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON eventstore.event_private USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON eventstore.unique_names USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON eventstore.idempotency USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON eventstore.blobs USING (tenant = current_setting('clearance.tenant', true));

-- The append runs as clearance_writer; no login is a member of it.
GRANT SELECT, UPDATE (epoch, next_position, created_at) ON eventstore.log_head TO clearance_writer;
GRANT SELECT, INSERT ON eventstore.events, eventstore.event_private, eventstore.blobs TO clearance_writer;
GRANT SELECT, INSERT, DELETE ON eventstore.unique_names, eventstore.idempotency TO clearance_writer;
GRANT SELECT ON eventstore.origins TO clearance_writer;
-- A tenant's head and first origin are made by eventstore.create_tenant, as clearance_writer too.
GRANT INSERT ON eventstore.log_head, eventstore.origins TO clearance_writer;

GRANT SELECT ON ALL TABLES IN SCHEMA eventstore TO clearance_append, clearance_read;
GRANT SELECT ON eventstore.log_head, eventstore.origins, eventstore.events TO clearance_project, clearance_seal;
GRANT SELECT ON eventstore.events, eventstore.event_private, eventstore.log_head TO clearance_erase;
GRANT DELETE ON eventstore.event_private TO clearance_erase;
GRANT SELECT ON eventstore.migrations TO clearance_project, clearance_seal, clearance_erase;
