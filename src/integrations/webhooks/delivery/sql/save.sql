-- Writes how far an endpoint is, where the worker still has it. $1 tenant, $2 webhook, $3 epoch, then the columns.
UPDATE integrations.webhook_cursors SET position = $4, failures = $5, failing_since = $6, last_success_at = $7, resumed = $8,
  redelivered = $9, redelivery_next = $10
WHERE tenant = $1 AND webhook = $2 AND epoch = $3
RETURNING position
