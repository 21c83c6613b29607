#!/bin/sh
# Brings both of Temporal's databases to the schema of this version; again is harmless.
set -eu
tool="${SQL_TOOL:-temporal-sql-tool}"

update() {
  database="$1"
  versions="$2"
  sql() { "$tool" --plugin postgres12 --endpoint "$SQL_HOST" --port "$SQL_PORT" --user "$SQL_USER" --database "$database" "$@"; }
  # Only for an empty database: the table is there afterwards, and a second time would set the version back.
  if ! sql update-schema --schema-dir "$versions" 2>/dev/null; then
    sql setup-schema --version 0.0
    sql update-schema --schema-dir "$versions"
  fi
}

update temporal "$SCHEMA/temporal/versioned"
update temporal_visibility "$SCHEMA/visibility/versioned"
