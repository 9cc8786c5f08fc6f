-- What may be tried now, oldest first: nothing of its aggregate is before it. $1 tenant, $2 webhook, $3 time, $4 whether
-- those that wait may go, $5 how many.
SELECT d.position, d.attempts, d.first_at FROM integrations.webhook_deliveries d
WHERE d.tenant = $1 AND d.webhook = $2
  AND ((d.state = 'retrying' AND d.next_at <= $3) OR (d.state = 'waiting' AND $4::boolean))
  AND NOT EXISTS (
    SELECT 1 FROM integrations.webhook_deliveries e
    WHERE e.tenant = $1 AND e.webhook = $2 AND e.aggregate = d.aggregate AND e.position < d.position
      AND e.state IN ('retrying', 'waiting')
  )
ORDER BY d.position LIMIT $5
