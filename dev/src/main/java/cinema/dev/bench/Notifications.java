package cinema.dev.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import cinema.dev.machine.StackException;
import cinema.dev.part.KafkaPart;
import cinema.dev.stack.Places;
import cinema.dev.stub.Arrivals;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Announces events of one notice each, and hears from the sink when their letters arrive.
 */
final class Notifications implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private final Arrivals arrivals;

	private final Producer<String, String> producer;

	Notifications(Places places, Arrivals arrivals) {
		this.arrivals = arrivals;
		this.producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", places.kafka(), "acks", "all", "linger.ms", "0"), new StringSerializer(),
				new StringSerializer());
	}

	/** Letters per second of so many events that are announced at once. */
	double perSecond(int events) {
		List<String> ids = ids(events);
		long start = System.nanoTime();
		ids.forEach(this::announce);
		this.producer.flush();
		awaitLetters(ids);
		long last = ids.stream().mapToLong(this.arrivals::nanosOf).max().orElseThrow();
		this.arrivals.forget(ids);
		return events / ((last - start) / 1e9);
	}

	/**
	 * Milliseconds from Kafka record to the letter's 250, sorted, at this steady rate.
	 */
	List<Double> latencies(double rate, Duration time) {
		List<String> ids = ids((int) Math.max(20, rate * time.toSeconds()));
		List<Long> announced = new ArrayList<>();
		long start = System.nanoTime();
		for (int i = 0; i < ids.size(); i++) {
			LockSupport.parkNanos(start + (long) (i * 1e9 / rate) - System.nanoTime());
			announced.add(System.nanoTime());
			announce(ids.get(i));
		}
		awaitLetters(ids);
		List<Double> milliseconds = IntStream.range(0, ids.size())
			.mapToObj((i) -> (this.arrivals.nanosOf(ids.get(i)) - announced.get(i)) / 1e6)
			.sorted()
			.toList();
		this.arrivals.forget(ids);
		return milliseconds;
	}

	/** Events whose one notice waits for its morning. */
	void hold(int events) {
		for (int i = 0; i < events; i++) {
			send("benchheld", UUID.randomUUID().toString());
		}
		this.producer.flush();
	}

	/** One event after the other has its letter when this returns; its id. */
	String one() {
		List<String> ids = ids(1);
		ids.forEach(this::announce);
		awaitLetters(ids);
		return ids.get(0);
	}

	private static List<String> ids(int count) {
		List<String> ids = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			ids.add(UUID.randomUUID().toString());
		}
		return ids;
	}

	private void announce(String id) {
		send("user_changed_password_successfully", id);
	}

	private void send(String type, String id) {
		this.producer.send(new ProducerRecord<>(KafkaPart.TOPIC, id + "+" + type, """
				{"id": "%1$s", "event_type": "%2$s", "from_service": "bench",
				 "details": {"user_id": "%1$s", "email": "%1$s@example.com"}}""".formatted(id, type)));
	}

	private void awaitLetters(List<String> ids) {
		long until = System.nanoTime() + PATIENCE.toNanos();
		while (!this.arrivals.haveAll(ids)) {
			if (System.nanoTime() > until) {
				throw new StackException("Not every letter arrived within " + PATIENCE.toMinutes() + " minutes");
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
		}
	}

	@Override
	public void close() {
		this.producer.close();
	}

}
