package cinema.orchestrator.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The identities of events that bring none: where they are in Kafka. A topic that was
 * deleted and made anew begins again at 0, so its own id is in the identity; the first
 * one that was ever read of its name goes without, as it always did.
 */
@Component
class RecordIdentities {

	private final KafkaTopics topics;

	private final JdbcClient jdbc;

	private final Map<String, String> first = new ConcurrentHashMap<>();

	private final Map<String, String> last = new ConcurrentHashMap<>();

	RecordIdentities(KafkaTopics topics, JdbcClient jdbc) {
		this.topics = topics;
		this.jdbc = jdbc;
	}

	/** The names by which the records of one batch are told apart. */
	Batch batch() {
		return new Batch();
	}

	private String name(String topic) {
		this.topics.id(topic)
			.map(Uuid::toString)
			.ifPresent((id) -> this.last.put(topic, isFirst(topic, id) ? topic : topic + "-" + id));
		// One that was deleted after this record was read is the one before.
		return this.last.getOrDefault(topic, topic);
	}

	private boolean isFirst(String topic, String id) {
		return id.equals(this.first.computeIfAbsent(topic, (unknown) -> first(topic, id)));
	}

	/** As whichever instance came first has written it down. */
	String first(String topic, String id) {
		this.jdbc.sql("insert into intake_topic (name, first_id) values (?, ?) on conflict do nothing")
			.params(topic, id)
			.update();
		return this.jdbc.sql("select first_id from intake_topic where name = ?")
			.param(topic)
			.query(String.class)
			.single();
	}

	/** Asks Kafka once for each topic. */
	final class Batch {

		private final Map<String, String> names = new ConcurrentHashMap<>();

		String of(ConsumerRecord<?, ?> kafka) {
			return this.names.computeIfAbsent(kafka.topic(), RecordIdentities.this::name) + "-" + kafka.partition()
					+ "-" + kafka.offset();
		}

	}

}
