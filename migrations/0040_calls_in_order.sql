-- What came in waits in the order in which it came, and is counted, also while its connection rests.
CREATE INDEX ticket_jobs_calls ON integrations.ticket_jobs (tenant, connection, subject, created_at, id)
  WHERE direction = 'in' AND state = 'pending';
