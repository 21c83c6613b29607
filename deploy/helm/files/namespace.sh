#!/bin/sh
# The namespace and the search attributes that the workflows set; again is harmless.
set -eu
temporal="${TEMPORAL_TOOL:-temporal}"

if "$temporal" operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  "$temporal" operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
else
  "$temporal" operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
fi

attributes="EventType=Keyword Notice=KeywordList UserId=Keyword MailingId=Keyword Outcome=KeywordList
  Channel=KeywordList HeldUntil=Datetime"

# A new namespace reaches the frontend's cache after some seconds.
tries=0
until known=$("$temporal" operator search-attribute list --namespace "$TEMPORAL_NAMESPACE" 2>/dev/null); do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || { echo "the namespace $TEMPORAL_NAMESPACE does not appear" >&2; exit 1; }
  sleep 1
done

for attribute in $attributes; do
  name="${attribute%%=*}"
  if ! echo "$known" | grep -qw "$name"; then
    "$temporal" operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type "${attribute#*=}"
  fi
done
