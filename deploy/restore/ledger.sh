#!/bin/sh
# Makes the ledger whole again from the journal, after it was restored from a backup: see docs/disaster.md.
# usage: sh deploy/restore/ledger.sh ORCHESTRATOR_DATABASE WORKER_DATABASE    (postgresql://user:password@host:port/name)
set -eu
orchestrator="${1:?the database of the orchestrator}"
worker="${2:?the database of the worker}"
here="$(dirname "$0")"
known="$(mktemp)"
trap 'rm -f "$known"' EXIT

psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 "$orchestrator" -c "copy ($(sed '/^--/d' "$here/known.sql")) to stdout (format csv)" >"$known"
{
  echo 'create temporary table known (posting_id uuid primary key, workflow_id text, channel text, urgency text, attempt integer,
    state text, in_doubt boolean, first_at timestamptz);'
  printf '%s\n' "\\copy known from '$known' (format csv)"
  cat "$here/ledger.sql"
  printf '%s\n' ';' "\\echo the journal knows :ROW_COUNT that the ledger did not"
} | psql --no-psqlrc -v ON_ERROR_STOP=1 "$worker"
