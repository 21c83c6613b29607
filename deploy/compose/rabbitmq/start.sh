#!/bin/sh
# Writes the users' passwords into the definitions, and becomes the command it is given.
set -eu
umask 022

for name in RABBITMQ_ORCHESTRATOR_PASSWORD RABBITMQ_WORKER_PASSWORD RABBITMQ_OPERATOR_PASSWORD; do
  eval "value=\${$name:-}"
  case "$value" in
    "" | *[!A-Za-z0-9]*)
      echo "$name has to consist of letters and digits: sh deploy/compose/secrets.sh" >&2
      exit 64
      ;;
  esac
done

sed -e "s/@ORCHESTRATOR_PASSWORD@/$RABBITMQ_ORCHESTRATOR_PASSWORD/" \
  -e "s/@WORKER_PASSWORD@/$RABBITMQ_WORKER_PASSWORD/" \
  -e "s/@OPERATOR_PASSWORD@/$RABBITMQ_OPERATOR_PASSWORD/" \
  "$DEFINITIONS_TEMPLATE" >"$DEFINITIONS"

exec "$@"
