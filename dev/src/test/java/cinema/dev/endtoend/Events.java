package cinema.dev.endtoend;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import cinema.dev.part.KafkaPart;
import cinema.dev.stack.Places;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A producer of events as other services write them, and a hand on the consumer's
 * offsets.
 */
final class Events {

	static final String NEW_PASSWORD = "user_changed_password_successfully";

	private final Places places;

	Events(Places places) {
		this.places = places;
	}

	/**
	 * A sign-up of somebody whom auth does not know, so that nothing but the address
	 * matters.
	 */
	static String signUp(String id) {
		return """
				{"id": "%s", "event_type": "user_signed_up", "from_service": "auth", "priority": "immediate",
				 "details": {"email": "%s@example.com", "confirm_link": "/s/abc"}}""".formatted(id, id);
	}

	/** A sign-up with an address of its own and the name and zone of a user of auth. */
	static String signUp(String id, String userId) {
		return """
				{"id": "%s", "event_type": "user_signed_up", "from_service": "auth", "priority": "immediate",
				 "details": {"user_id": "%s", "email": "%s@example.com", "confirm_link": "/s/abc"}}""".formatted(id,
				userId, id);
	}

	/** Asks for one letter, at any hour. */
	static String newPassword(String id) {
		return """
				{"id": "%s", "event_type": "%s", "details": {"email": "%s@example.com"}}""".formatted(id, NEW_PASSWORD,
				id);
	}

	void announce(String... events) throws ExecutionException, InterruptedException {
		announce(List.of(events));
	}

	void announce(List<String> events) throws ExecutionException, InterruptedException {
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", this.places.kafka(), "acks", "all"), new StringSerializer(),
				new StringSerializer())) {
			for (String event : events) {
				producer.send(new ProducerRecord<>(KafkaPart.TOPIC, event));
			}
			producer.flush();
		}
	}

	/** Where nobody else reads: the consumer's group has to be empty. */
	void rewind() throws ExecutionException, InterruptedException {
		try (Admin admin = admin()) {
			Map<TopicPartition, OffsetAndMetadata> beginning = IntStream.range(0, 4)
				.boxed()
				.collect(Collectors.toMap((number) -> new TopicPartition(KafkaPart.TOPIC, number),
						(number) -> new OffsetAndMetadata(0)));
			admin.alterConsumerGroupOffsets("orchestrator", beginning).all().get();
		}
	}

	/** Events that are announced and not yet taken. */
	long lag() {
		try (Admin admin = admin()) {
			Map<TopicPartition, OffsetAndMetadata> taken = admin.listConsumerGroupOffsets("orchestrator")
				.partitionsToOffsetAndMetadata()
				.get();
			Map<TopicPartition, ListOffsetsResultInfo> ends = admin
				.listOffsets(IntStream.range(0, 4)
					.boxed()
					.collect(Collectors.toMap((number) -> new TopicPartition(KafkaPart.TOPIC, number),
							(number) -> OffsetSpec.latest())))
				.all()
				.get();
			return ends.entrySet()
				.stream()
				.mapToLong((end) -> end.getValue().offset()
						- (taken.containsKey(end.getKey()) ? taken.get(end.getKey()).offset() : 0))
				.sum();
		}
		catch (ExecutionException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** How many dead letters there are. */
	long dead() throws ExecutionException, InterruptedException {
		try (Admin admin = admin()) {
			return admin
				.listOffsets(IntStream.range(0, 4)
					.boxed()
					.collect(Collectors.toMap((number) -> new TopicPartition(KafkaPart.TOPIC + ".dead", number),
							(number) -> OffsetSpec.latest())))
				.all()
				.get()
				.values()
				.stream()
				.mapToLong(ListOffsetsResultInfo::offset)
				.sum();
		}
	}

	private Admin admin() {
		return Admin.create(Map.of("bootstrap.servers", this.places.kafka()));
	}

}
