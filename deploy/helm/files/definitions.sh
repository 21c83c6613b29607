#!/bin/sh
# Virtual host, users, permissions and policies of RabbitMQ, by its management API; again is harmless.
set -eu
umask 077
for value in "$ORCHESTRATOR_PASSWORD" "$WORKER_PASSWORD" "$VIRTUAL_HOST"; do
  case "$value" in
    "" | *[!A-Za-z0-9_-]*)
      echo "rabbitmq-password of both Secrets and rabbitmq.virtualHost have to consist of letters, digits, _ and -" >&2
      exit 64
      ;;
  esac
done
sed -e "s/@ORCHESTRATOR_PASSWORD@/$ORCHESTRATOR_PASSWORD/" -e "s/@WORKER_PASSWORD@/$WORKER_PASSWORD/" \
  -e '/@OPERATOR_PASSWORD@/d' -e '/"user": "operator"/d' -e "s/\"cinema\"/\"$VIRTUAL_HOST\"/" \
  /setup/definitions.json >/tmp/definitions.json
# What stood before a line that was taken out ends with a comma too much.
tr -d '\n' </tmp/definitions.json | sed -e 's/, *\]/]/g' >/tmp/wanted.json
curl --fail-with-body --silent --show-error --user "$ADMIN_USER:$ADMIN_PASSWORD" -H 'Content-Type: application/json' \
  --data-binary @/tmp/wanted.json "$MANAGEMENT_URL/api/definitions"
