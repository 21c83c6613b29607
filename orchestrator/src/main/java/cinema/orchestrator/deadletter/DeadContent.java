package cinema.orchestrator.deadletter;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * All that is needed to send a dead letter back as it came.
 *
 * @param key of a Kafka record, or null
 * @param headers of a Kafka record, in their order; what was added at its death left out
 * @param timestamp of a Kafka record, in milliseconds since 1970, or null
 * @param properties of a RabbitMQ message, by our names; its headers begin with a dot
 */
@SuppressWarnings("ArrayRecordComponent")
record DeadContent(byte @Nullable [] key, byte[] body, List<Header> headers, @Nullable Long timestamp,
		Map<String, Object> properties) {

	/** What the letter says stays out of every log. */
	@Override
	public String toString() {
		return "DeadContent[" + this.body.length + " bytes]";
	}

	record Header(String name, byte @Nullable [] value) {
	}

}
