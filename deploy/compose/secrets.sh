#!/bin/sh
# Writes .env: .env.example with a random secret wherever one is wanted. What is there already is left alone, since the
# servers keep the secrets of their first start; what a newer version wants besides is added. And lets the containers, whose
# users are others, read what is mounted into them, however strict the umask of the checkout was.
set -eu
cd "$(dirname "$0")/../.."
file="${1:-.env}"
command -v openssl >/dev/null || {
  echo "openssl is wanted, to make secrets with" >&2
  exit 69
}
chmod -R a+rX deploy
umask 077

signing_key() {
  key=$(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256)
  echo "$key" | sed '/-----/d' | tr -d '\n'
}

filled() {
  case "$1" in
    SMTP_PASSWORD= | BOUNCES_PASSWORD= | SMPP_PASSWORD= | SMS_TOKEN=) value="" ;;
    SIGNING_KEY=) value=$(signing_key) ;;
    *_KEY=) value=$(openssl rand -base64 32) ;;
    *PASSWORD= | *TOKEN=) value=$(openssl rand -hex 24) ;;
    *) value="" ;;
  esac
  echo "$1$value"
}

if [ ! -e "$file" ]; then
  while IFS= read -r line; do filled "$line"; done <.env.example >"$file.new"
  mv "$file.new" "$file"
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
