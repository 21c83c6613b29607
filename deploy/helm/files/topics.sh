#!/bin/sh
# The Kafka topic of events and the one of its dead letters: as many partitions, and kept no longer.
set -eu
topics="${KAFKA_TOPICS:-/opt/kafka/bin/kafka-topics.sh}${COMMAND_CONFIG:+ --command-config $COMMAND_CONFIG}"

$topics --bootstrap-server "$BOOTSTRAP_SERVERS" --create --if-not-exists --topic "$TOPIC" \
  --partitions "$PARTITIONS" --replication-factor "${REPLICATION:-1}" \
  --config retention.ms=604800000 --config max.message.bytes=1048588
$topics --bootstrap-server "$BOOTSTRAP_SERVERS" --create --if-not-exists --topic "$TOPIC.dead" \
  --partitions "$PARTITIONS" --replication-factor "${REPLICATION:-1}" \
  --config retention.ms=604800000 --config max.message.bytes=2097152
