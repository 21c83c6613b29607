package cinema.orchestrator.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that became no workflow.
 *
 * @param reason a stable code, for counters and filters
 * @param detail which field is wrong and why, without personal data
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> kafka, String reason, String detail) {
}
