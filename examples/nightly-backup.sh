#!/bin/sh
# For cron: backs up, and says so or says that it failed. Needs curl 7.71 or later, and nothing else of Clearance.
#   15 3 * * *  CLEARANCE_URL=https://clearance.example.com CLEARANCE_API_KEY_FILE=/etc/clearance/key nightly-backup.sh
set -eu
: "${CLEARANCE_URL:?says where the service is}" "${CLEARANCE_API_KEY_FILE:?names a file with a key}"
PROJECT=${PROJECT:-payments-api} CHECKLIST=${CHECKLIST:-go-live} ITEM=${ITEM:-operations.back-up-the-database}
TODAY=$(date -u +%F)
# One key for each run: its retries are one request, while another run of the same day decides anew.
RUN=backup-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
# A file of its own: curl empties what it has written of an answer before it tries again, which /dev/null cannot be.
ANSWER=$(mktemp)
trap 'rm -f "$ANSWER"' EXIT

# The key goes through a pipe: on a command line every process of the machine could read it. curl tries again by itself
# on 408, 429 and 5xx, as long as Retry-After says, and where the connection fails or is cut. A refusal is no error to
# it, else it would repeat that as well: the status is looked at here.
ask() {
  STATUS=$(printf 'Authorization: Bearer %s\n' "$(cat "$CLEARANCE_API_KEY_FILE")" |
    curl --silent --show-error --max-time 30 --retry 5 --retry-all-errors --retry-max-time 300 \
      --header @- --output "$ANSWER" --write-out '%{http_code}' "$@")
  case $STATUS in
    2??) ;;
    *)
      printf 'The service answered %s: %s\n' "$STATUS" "$(cat "$ANSWER")" >&2
      exit 1
      ;;
  esac
}

if ! pg_dump --format=custom --file="shop-$TODAY.dump"; then
  ask --header 'Content-Type: application/json' --header "Idempotency-Key: $RUN" \
    --data '{"reason":"pg_dump failed, see the log of cron"}' \
    "$CLEARANCE_URL/v1/projects/$PROJECT/checklists/$CHECKLIST/items/$ITEM/fail"
  exit 1
fi
SHA256=$(sha256sum "shop-$TODAY.dump" | cut -c1-64)
ask --header 'Content-Type: application/json' --header "Idempotency-Key: $RUN" \
  --data "{\"reason\":\"nightly backup\",\"evidence\":[{\"title\":\"Dump\",\"sha256\":\"$SHA256\",\"effective_on\":\"$TODAY\"}]}" \
  "$CLEARANCE_URL/v1/projects/$PROJECT/checklists/$CHECKLIST/items/$ITEM/check"

# Who reads the mail of cron wants to know how the project stands.
ask "$CLEARANCE_URL/v1/projects/$PROJECT/readiness"
cat "$ANSWER"
echo
