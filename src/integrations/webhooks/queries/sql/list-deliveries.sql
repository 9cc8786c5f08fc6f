-- Deliveries of a webhook, newest first. $1 tenant, $2 webhook, $3 only before this position, $4 only in this state or null,
-- $5 how many.
SELECT position, event_id, event_type, aggregate, state, attempts, attempts_all, first_at, updated_at, next_at, status, error, log
FROM integrations.webhook_deliveries
WHERE tenant = $1 AND webhook = $2 AND position < $3 AND ($4::text IS NULL OR state = $4)
ORDER BY position DESC LIMIT $5
