-- Takes an endpoint that nobody delivers to. $1 tenant, $2 webhook, $3 who, $4 for how many milliseconds.
UPDATE integrations.webhook_cursors SET lease_holder = $3, lease_until = clock_timestamp() + $4 * interval '1 millisecond',
  epoch = epoch + 1
WHERE tenant = $1 AND webhook = $2 AND lease_until < clock_timestamp()
RETURNING position, epoch, failures, failing_since, last_success_at, resumed, redelivered, redelivery_next
