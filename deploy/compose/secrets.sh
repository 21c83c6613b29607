#!/bin/sh
# Writes .env: .env.example with a random secret wherever one is wanted. What is there already is left alone.
set -eu
cd "$(dirname "$0")/../.."
file="${1:-.env}"
[ ! -e "$file" ] || { echo "$file is there already; the servers keep the secrets of their first start" >&2; exit 1; }
umask 077

signing_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | sed '/-----/d' | tr -d '\n'; }

while IFS= read -r line; do
  case "$line" in
    SIGNING_KEY=) echo "SIGNING_KEY=$(signing_key)" ;;
    *_KEY=) echo "$line$(openssl rand -base64 32)" ;;
    *PASSWORD= | *TOKEN=) echo "$line$(openssl rand -hex 24)" ;;
    *) echo "$line" ;;
  esac
done <.env.example >"$file"
echo "$file has fresh secrets"
