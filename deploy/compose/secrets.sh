#!/bin/sh
# Writes .env: .env.example with a random secret wherever one is wanted. What is there already is left alone, since the
# servers keep the secrets of their first start; what a newer version wants besides is added.
set -eu
cd "$(dirname "$0")/../.."
file="${1:-.env}"
umask 077

signing_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | sed '/-----/d' | tr -d '\n'; }

filled() {
  case "$1" in
    SIGNING_KEY=) echo "SIGNING_KEY=$(signing_key)" ;;
    *_KEY=) echo "$1$(openssl rand -base64 32)" ;;
    *PASSWORD= | *TOKEN=) echo "$1$(openssl rand -hex 24)" ;;
    *) echo "$1" ;;
  esac
}

if [ ! -e "$file" ]; then
  while IFS= read -r line; do filled "$line"; done <.env.example >"$file"
  echo "$file has fresh secrets"
  exit
fi

added=""
while IFS= read -r line; do
  name="${line%%=*}"
  case "$line" in '#'* | '') continue ;; esac
  grep -q "^$name=" "$file" && continue
  [ -n "$added" ] || [ -z "$(tail -c 1 "$file")" ] || echo >>"$file"
  filled "$line" >>"$file"
  added="$added $name"
done <.env.example
if [ -n "$added" ]; then echo "$file: added$added"; else echo "$file has all that is wanted, and is left alone"; fi
