-- What the sealer makes of the events: a Merkle tree a tenant and epoch, as tiles, and the checkpoint it has signed.
-- Everything here follows from the events; it is kept so that a later change of an event is noticed.

CREATE SCHEMA sealing;
GRANT USAGE ON SCHEMA sealing TO clearance_seal, clearance_read;

-- One row a tree. The sealer holds its row lock while it extends the tree, so two never do it at once, and the lease
-- dies with the connection of its holder. `checkpoint` is the newest signed note; it follows the commit of its size.
CREATE TABLE sealing.trees (
  tenant          text        NOT NULL,
  epoch           integer     NOT NULL,
  size            bigint      NOT NULL CHECK (size >= 0),
  root            bytea       NOT NULL CHECK (octet_length(root) = 32),
  sealed_at       timestamptz NOT NULL,
  checkpoint      text,
  checkpoint_size bigint      NOT NULL DEFAULT 0 CHECK (checkpoint_size <= size),
  -- Key ids (name+id+base64 a line) that signed the newest checkpoint; a change of them is an event.
  signers         text,
  -- Why the sealer does not go on with this tree, in words for the operator; null while it does.
  halted          text,
  halted_at       timestamptz,
  PRIMARY KEY (tenant, epoch)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

-- Full tiles of 256 hashes (C2SP tlog-tiles), never changed.
CREATE TABLE sealing.tiles (
  tenant text     NOT NULL,
  epoch  integer  NOT NULL,
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 6),
  tile   bigint   NOT NULL CHECK (tile >= 0),
  hashes bytea    NOT NULL CHECK (octet_length(hashes) = 8192),
  PRIMARY KEY (tenant, epoch, level, tile)
);
-- Hashes cannot be compressed: not even tried.
ALTER TABLE sealing.tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- The partial tile of each level; what it holds of an older size is its beginning.
CREATE TABLE sealing.edges (
  tenant text     NOT NULL,
  epoch  integer  NOT NULL,
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 6),
  hashes bytea    NOT NULL CHECK (octet_length(hashes) % 32 = 0 AND octet_length(hashes) < 8192),
  PRIMARY KEY (tenant, epoch, level)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
ALTER TABLE sealing.edges ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- A tree never gets smaller and never has two roots for one size.
CREATE FUNCTION eventstore.refuse_other_root() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.tenant = OLD.tenant AND NEW.epoch = OLD.epoch AND NEW.checkpoint_size >= OLD.checkpoint_size
     AND (NEW.size > OLD.size OR (NEW.size = OLD.size AND NEW.root = OLD.root)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a tree of % leaves cannot become one of % with another root', OLD.size, NEW.size
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER trees_one_root BEFORE UPDATE ON sealing.trees
  FOR EACH ROW EXECUTE FUNCTION eventstore.refuse_other_root();
CREATE TRIGGER trees_no_delete BEFORE DELETE ON sealing.trees
  FOR EACH ROW EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER trees_no_truncate BEFORE TRUNCATE ON sealing.trees
  FOR EACH STATEMENT EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER tiles_no_change BEFORE UPDATE OR DELETE ON sealing.tiles
  FOR EACH ROW EXECUTE FUNCTION eventstore.refuse_change();
CREATE TRIGGER tiles_no_truncate BEFORE TRUNCATE ON sealing.tiles
  FOR EACH STATEMENT EXECUTE FUNCTION eventstore.refuse_change();
ALTER TABLE sealing.trees ENABLE ALWAYS TRIGGER trees_one_root;
ALTER TABLE sealing.trees ENABLE ALWAYS TRIGGER trees_no_delete;
ALTER TABLE sealing.trees ENABLE ALWAYS TRIGGER trees_no_truncate;
ALTER TABLE sealing.tiles ENABLE ALWAYS TRIGGER tiles_no_change;
ALTER TABLE sealing.tiles ENABLE ALWAYS TRIGGER tiles_no_truncate;

ALTER TABLE sealing.trees ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealing.tiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealing.edges ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON sealing.trees USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON sealing.tiles USING (tenant = current_setting('clearance.tenant', true));
CREATE POLICY tenant_only ON sealing.edges USING (tenant = current_setting('clearance.tenant', true));

GRANT SELECT ON sealing.trees, sealing.tiles, sealing.edges TO clearance_seal, clearance_read;
GRANT INSERT, UPDATE ON sealing.trees, sealing.edges TO clearance_seal;
GRANT INSERT ON sealing.tiles TO clearance_seal;
