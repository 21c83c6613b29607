package cinema.dev.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.dev.part.KafkaPart;
import cinema.dev.stack.Places;
import cinema.dev.stub.SinkCounter;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Urgent events at a steady pace, and how long each takes from Kafka to the sink. */
final class UrgentProbe {

	private static final Duration PACE = Duration.ofMillis(200);

	private final Places places;

	private final SinkCounter counter;

	private final Map<String, Long> sent = new LinkedHashMap<>();

	private volatile boolean running;

	private Thread thread = new Thread(this::sendUntilStopped, "urgent");

	UrgentProbe(Places places, SinkCounter counter) {
		this.places = places;
		this.counter = counter;
	}

	/** How long each took, sorted, in seconds. */
	List<Double> seconds(Duration time) throws InterruptedException {
		start();
		TimeUnit.MILLISECONDS.sleep(time.toMillis());
		return stop();
	}

	void start() {
		this.sent.clear();
		this.running = true;
		this.thread = new Thread(this::sendUntilStopped, "urgent");
		this.thread.start();
	}

	/** How long each took since the start, sorted, in seconds. */
	List<Double> stop() throws InterruptedException {
		this.running = false;
		this.thread.join();
		TimeUnit.SECONDS.sleep(3);
		return this.sent.entrySet()
			.stream()
			.map((one) -> (Objects.requireNonNullElse(this.counter.at(one.getKey()),
					one.getValue() + TimeUnit.SECONDS.toNanos(60)) - one.getValue()) / 1e9)
			.sorted()
			.toList();
	}

	private void sendUntilStopped() {
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", this.places.kafka(), "acks", "all"), new StringSerializer(),
				new StringSerializer())) {
			while (this.running) {
				String id = "urgent-" + UUID.randomUUID();
				this.sent.put(id + "@example.com", System.nanoTime());
				producer.send(new ProducerRecord<>(KafkaPart.TOPIC, """
						{"id": "%s", "event_type": "user_changed_password_successfully",
						 "details": {"user_id": "somebody", "email": "%s@example.com"}}""".formatted(id, id)));
				TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
