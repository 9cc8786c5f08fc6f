-- A private part goes only after the log says so: an event privacy.erased that stands behind it and names its position.
-- Rows can be deleted by the role clearance_erase alone; this holds for every other login that could ever be let in.
CREATE FUNCTION eventstore.refuse_unrecorded_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1
  FROM eventstore.events e CROSS JOIN LATERAL jsonb_array_elements(e.payload::jsonb -> 'ranges') r
  WHERE e.tenant = OLD.tenant AND e.event_type = 'privacy.erased' AND e.position > OLD.position
    AND OLD.position BETWEEN (r ->> 0)::bigint AND (r ->> 1)::bigint
  LIMIT 1;
  IF FOUND THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'no event says that the private part at position % is erased', OLD.position
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER event_private_erased BEFORE DELETE ON eventstore.event_private
  FOR EACH ROW EXECUTE FUNCTION eventstore.refuse_unrecorded_erasure();
ALTER TABLE eventstore.event_private ENABLE ALWAYS TRIGGER event_private_erased;
