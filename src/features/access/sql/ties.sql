-- Persons whom a credential ties to a person: who gave it, who gave those their credential, and so on; and whom the
-- person, or a service account that the person answers for, ever gave one, and so on. Giving is to issue a key or to
-- link an identity. Read from the log, which knows who gave what with which credential; both kinds of events are few.
-- $1 tenant, $2 the person's account, $3 id of the credential in use
WITH RECURSIVE given AS MATERIALIZED (
  SELECT e.actor_id AS giver, CASE WHEN e.credential_id LIKE 'oidc-%' THEN 'oidc' ELSE e.credential_id END AS by_credential,
    e.aggregate_id AS account, coalesce(e.payload::jsonb ->> 'key_id', 'oidc') AS credential
  FROM eventstore.events e
  WHERE e.tenant = $1 AND e.event_type IN ('access.key_issued', 'access.identity_linked')
), own AS (
  SELECT $2::text AS account
  UNION
  SELECT a.account FROM projections.access_v3_accounts a WHERE a.tenant = $1 AND a.responsible = $2
), up (account, credential) AS (
  SELECT g.giver, g.by_credential FROM given g
  WHERE g.account = $2 AND g.credential = CASE WHEN $3::text LIKE 'oidc-%' THEN 'oidc' ELSE $3 END
  UNION
  SELECT g.giver, g.by_credential FROM given g JOIN up ON g.account = up.account AND g.credential = up.credential
), down (account, credential) AS (
  SELECT g.account, g.credential FROM given g JOIN own ON g.giver = own.account
  UNION
  SELECT g.account, g.credential FROM given g JOIN down ON g.giver = down.account AND g.by_credential = down.credential
)
SELECT DISTINCT CASE WHEN a.kind = 'human' THEN a.account ELSE a.responsible END AS person
FROM (SELECT account FROM up UNION SELECT account FROM down) tied
JOIN projections.access_v3_accounts a ON a.tenant = $1 AND a.account = tied.account
WHERE CASE WHEN a.kind = 'human' THEN a.account ELSE a.responsible END <> $2
