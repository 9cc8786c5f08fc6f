-- Checkpoints that were handed over to anchors, and how each anchor stands. Kept for exports and for the operator;
-- what counts is what the anchors themselves hold.
CREATE TABLE sealing.anchored (
  tenant     text        NOT NULL,
  epoch      integer     NOT NULL,
  size       bigint      NOT NULL,
  anchor     text        NOT NULL,
  kind       text        NOT NULL,
  checkpoint text        NOT NULL,
  -- What the anchor gave back, such as the answer of a time-stamping authority.
  token      bytea,
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant, epoch, size, anchor)
);
CREATE TABLE sealing.anchor_states (
  tenant    text        NOT NULL,
  anchor    text        NOT NULL,
  kind      text        NOT NULL,
  failures  integer     NOT NULL DEFAULT 0,
  failed_at timestamptz,
  error     text,
  PRIMARY KEY (tenant, anchor)
);
CREATE TRIGGER anchored_no_change BEFORE UPDATE OR DELETE ON sealing.anchored
  FOR EACH ROW EXECUTE FUNCTION eventstore.refuse_change();
ALTER TABLE sealing.anchored ENABLE ALWAYS TRIGGER anchored_no_change;
ALTER TABLE sealing.anchored ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealing.anchor_states ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON sealing.anchored USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON sealing.anchor_states USING (tenant = current_setting('clearance.tenant', true));
GRANT SELECT ON sealing.anchored, sealing.anchor_states TO clearance_seal, clearance_read;
GRANT INSERT ON sealing.anchored TO clearance_seal;
GRANT INSERT, UPDATE ON sealing.anchor_states TO clearance_seal;
