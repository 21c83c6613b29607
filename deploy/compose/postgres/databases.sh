#!/bin/sh
# Runs once, when the server's data folder is empty.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
  --set auth_password="$AUTH_DATABASE_PASSWORD" \
  --set orchestrator_password="$ORCHESTRATOR_DATABASE_PASSWORD" \
  --set worker_password="$WORKER_DATABASE_PASSWORD" \
  --set temporal_password="$TEMPORAL_DATABASE_PASSWORD" \
  --file /compose/databases.sql
