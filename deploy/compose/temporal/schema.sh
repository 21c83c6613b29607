#!/bin/sh
# Brings both of Temporal's databases to the schema of this version; again is harmless.
set -eu
tool="${SQL_TOOL:-temporal-sql-tool}"

update() {
  database="$1"
  versions="$2"
  sql() {
    "$tool" --plugin postgres12 --endpoint "$SQL_HOST" --port "$SQL_PORT" --user "$SQL_USER" --database "$database" "$@"
  }
  # An empty database has no table of versions; where there is one, setting it up again would set the version back.
  if ! output=$(sql update-schema --schema-dir "$versions" 2>&1); then
    case "$output" in
      *schema_version*"does not exist"*)
        sql setup-schema --version 0.0
        sql update-schema --schema-dir "$versions"
        ;;
      *)
        echo "$output" >&2
        exit 1
        ;;
    esac
  fi
}

update temporal "$SCHEMA/temporal/versioned"
update temporal_visibility "$SCHEMA/visibility/versioned"
