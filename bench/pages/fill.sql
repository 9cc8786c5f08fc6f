-- A log of $1 events as a service has it after a long time, all at once: 200 projects of very different size, 5000 items, 60 actors,
-- six types of events, four origins, a correlation id for two events in a row. In the order of time, one a second.
INSERT INTO eventstore.events (tenant, position, epoch, event_id, aggregate_type, aggregate_id, sequence, event_type,
  revision, project, actor_id, actor_kind, credential_id, auth_method, outcome, created_at, source, request_id,
  correlation_id, causation_id, nonce, payload, payload_salt, payload_commitment, private_commitment)
SELECT 'default', n, 0, gen_random_uuid(), 'item', 'chk_' || n % 5000 / 25 || '/itm_' || n % 25, n / 5000 + 1,
  (ARRAY['item.checked', 'item.checked', 'item.checked', 'item.commented', 'item.commented', 'item.unchecked',
    'item.failed', 'item.evidence_attached', 'item.evidence_attached', 'item.marked_not_applicable'])[1 + kind % 10],
  1, 'prj_' || floor(200 * (place / 1000.0) ^ 2), 'mem_' || floor(60 * (who / 1000.0) ^ 2), 'human', 'key_1', 'api_key',
  'success', timestamptz '2024-01-01' + n * interval '1 second',
  (ARRAY['api', 'api', 'api', 'cli', 'cli', 'import', 'integration'])[1 + who % 7], 'request-' || n,
  'correlation-' || n / 2, NULL, substring(digest FROM 1 FOR 16),
  '{"checklist_key":"go-live","item_key":"ha-setup.test-the-restore","number":' || n || ',"text":"' || repeat('x', 200) || '"}',
  digest, digest, NULL
FROM (
  SELECT n, sha256(n::text::bytea) AS digest, ('x' || substr(md5(n::text), 1, 6))::bit(24)::integer % 1000 AS place,
    ('x' || substr(md5(n::text), 7, 6))::bit(24)::integer % 1000 AS who,
    ('x' || substr(md5(n::text), 13, 6))::bit(24)::integer AS kind
  FROM generate_series(0, $1::bigint - 1) n
) numbers
