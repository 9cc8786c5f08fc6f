-- Tickets that are not over are read again in rounds: lists of changes say nothing of what was deleted, merged or moved.
ALTER TABLE integrations.ticket_polls
  -- When the last round was, and behind which ticket the next one begins.
  ADD COLUMN read_at    timestamptz,
  ADD COLUMN read_after text NOT NULL DEFAULT '';
