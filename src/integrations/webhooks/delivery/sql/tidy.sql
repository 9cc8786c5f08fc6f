-- Forgets what is over: $1 tenant, $2 webhook, $3 before which time, $4 how many of the newest stay at most, $5 up to
-- which position it may go, since what was delivered behind the cursor is asked for after a crash.
DELETE FROM integrations.webhook_deliveries d
WHERE d.tenant = $1 AND d.webhook = $2 AND d.state IN ('delivered', 'dead') AND d.position <= $5
  AND (d.updated_at < $3 OR d.position < coalesce((
    SELECT e.position FROM integrations.webhook_deliveries e
    WHERE e.tenant = $1 AND e.webhook = $2 AND e.state IN ('delivered', 'dead')
    ORDER BY e.position DESC OFFSET $4 LIMIT 1), -1))
