package cinema.orchestrator.intake;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import cinema.orchestrator.attachment.Attachments;
import cinema.orchestrator.attachment.EventAttachments;
import cinema.orchestrator.attachment.TestAttachments;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Catalogues;
import cinema.orchestrator.context.ContextClient;
import cinema.orchestrator.context.ContextClients;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.contract.Contracts;
import cinema.orchestrator.contract.TestContracts;
import cinema.orchestrator.parts.KafkaBroker;
import cinema.orchestrator.temporal.FreeSlots;
import cinema.orchestrator.temporal.WorkflowSlots;
import cinema.platform.health.KafkaAdminClient;
import cinema.platform.trace.Traces;
import cinema.workflows.plan.Event;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.common.converter.DataConverterException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.DynamicPropertyRegistrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(classes = IntakeIntegrationTests.Setup.class, webEnvironment = WebEnvironment.NONE,
		properties = { "spring.kafka.consumer.properties.max.poll.interval.ms=4000",
				"spring.kafka.consumer.properties.session.timeout.ms=6000" })
class IntakeIntegrationTests {

	private static final String TOPIC = "notifications.events";

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private ConsumerFactory<byte[], byte[]> consumers;

	@Autowired
	private FakeStarter starter;

	@Autowired
	private KafkaTopics topics;

	@Autowired
	private RecordIdentities identities;

	@Autowired
	private KafkaAdminClient admin;

	@BeforeEach
	void letTemporalWork() {
		this.starter.fault = (event) -> null;
	}

	@Test
	void neverLetsABadRecordStopTheGoodOnes() {
		List<String> good = ids(5);
		announce(event(good.get(0)));
		announce("no event");
		announce(event(good.get(1)));
		announce("{\"id\": \"x\", \"event_type\": \"user_fell_asleep\"}");
		this.kafka.send(TOPIC, "tombstone".getBytes(StandardCharsets.UTF_8), null).join();
		announce(event(good.get(2)));
		announce("{\"id\": \"%s\", \"event_type\": \"user_signed_up\", \"details\": {\"a\": \"%s\"}}"
			.formatted(good.get(3), "x".repeat(600 * 1024)));
		announce(event(good.get(4)));

		awaitStarts(List.of(good.get(0), good.get(1), good.get(2), good.get(4)));
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(dead()).contains("NOT_JSON", "UNKNOWN_TYPE", "TOO_LARGE"));
	}

	@Test
	void keepsTheBytesAndThePlaceOfADeadLetter() {
		String key = UUID.randomUUID().toString();
		this.kafka.send(TOPIC, key.getBytes(StandardCharsets.UTF_8), new byte[] { (byte) 0xC3, 0x28 }).join();

		await().atMost(Duration.ofSeconds(10)).until(() -> deadLetter(key) != null);
		ConsumerRecord<byte[], byte[]> dead = deadLetter(key);
		assertThat(dead.value()).containsExactly(0xC3, 0x28);
		assertThat(header(dead, "x-reason")).isEqualTo("NOT_UTF8");
		assertThat(header(dead, "x-detail")).isEqualTo("the record is no valid UTF-8");
		assertThat(header(dead, "x-topic")).isEqualTo(TOPIC);
		assertThat(header(dead, "x-partition")).isEqualTo("0");
		assertThat(Long.parseLong(header(dead, "x-offset"))).isNotNegative();
		assertThat(header(dead, "x-at")).startsWith("20");
	}

	/**
	 * Longer than the poll interval, so that a consumer that stopped polling would have
	 * lost its place in the group.
	 */
	@Test
	void waitsForTemporalAndLosesNothing() throws InterruptedException {
		String key = UUID.randomUUID().toString();
		this.starter.fault = (event) -> Status.UNAVAILABLE.asRuntimeException();
		List<String> events = ids(20);
		events.forEach((id) -> announce(event(id)));
		this.kafka.send(TOPIC, key.getBytes(StandardCharsets.UTF_8), "no event".getBytes(StandardCharsets.UTF_8))
			.join();

		Thread.sleep(6000);
		assertThat(this.starter.failed).hasPositiveValue();
		assertThat(deadLetters(key)).isEmpty();
		this.starter.fault = (event) -> null;

		awaitStarts(events);
		await().atMost(Duration.ofSeconds(10)).until(() -> deadLetter(key) != null);
		assertThat(deadLetters(key)).hasSize(1);
		assertThat(this.starter.started).doesNotHaveDuplicates();
	}

	@Test
	void doesNotTakeOurMistakesForTheEvents() {
		String key = UUID.randomUUID().toString();
		this.starter.fault = (event) -> Status.INVALID_ARGUMENT
			.withDescription("Namespace default has no mapping defined for search attribute EventType")
			.asRuntimeException();
		int before = this.starter.failed.get();
		announceWithKey(key);

		await().atMost(Duration.ofSeconds(30)).until(() -> this.starter.failed.get() >= before + 2);
		this.starter.fault = (event) -> null;

		awaitStarts(List.of(key));
		assertThat(deadLetters(key)).isEmpty();
	}

	@Test
	void buriesOnlyTheEventThatTemporalRefuses() {
		List<String> events = ids(3);
		String bad = events.get(1);
		this.starter.fault = (event) -> event.id().equals(bad) ? new DataConverterException("it is no JSON") : null;

		events.forEach(this::announceWithKey);

		awaitStarts(List.of(events.get(0), events.get(2)));
		await().atMost(Duration.ofSeconds(10)).until(() -> deadLetter(bad) != null);
		assertThat(header(deadLetter(bad), "x-reason")).isEqualTo("REFUSED");
	}

	@Test
	void takesADeadLetterThatIsAnnouncedAgainOnceItsFaultIsMended() {
		String bad = ids(1).get(0);
		this.starter.fault = (event) -> event.id().equals(bad) ? new DataConverterException("not yet") : null;
		announceWithKey(bad);
		await().atMost(Duration.ofSeconds(10)).until(() -> deadLetter(bad) != null);
		this.starter.fault = (event) -> null;

		ConsumerRecord<byte[], byte[]> dead = deadLetter(bad);
		this.kafka.send(TOPIC, dead.key(), dead.value()).join();

		awaitStarts(List.of(bad));
	}

	@Test
	void takesNothingOfATransactionThatIsOpenOrAborted() throws InterruptedException {
		List<String> events = ids(3);
		try (Producer<byte[], byte[]> producer = transactional()) {
			producer.beginTransaction();
			producer.send(message(events.get(0)));
			producer.flush();
			producer.abortTransaction();
			producer.beginTransaction();
			producer.send(message(events.get(1)));
			producer.flush();
			Thread.sleep(2000);
			assertThat(this.starter.started).doesNotContainAnyElementsOf(events);
			producer.commitTransaction();
		}
		announce(event(events.get(2)));

		awaitStarts(events.subList(1, 3));
		assertThat(this.starter.started).doesNotContain(events.get(0));
	}

	private Producer<byte[], byte[]> transactional() {
		Map<String, Object> settings = new HashMap<>(this.kafka.getProducerFactory().getConfigurationProperties());
		settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, UUID.randomUUID().toString());
		Producer<byte[], byte[]> producer = new KafkaProducer<>(settings);
		producer.initTransactions();
		return producer;
	}

	private static ProducerRecord<byte[], byte[]> message(String id) {
		return new ProducerRecord<>(TOPIC, event(id).getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void tellsTheRecordsOfATopicThatWasMadeAnewFromThoseBefore() {
		Set<String> topic = Set.of("anew");
		ConsumerRecord<byte[], byte[]> first = new ConsumerRecord<>("anew", 0, 7, null, null);
		this.topics.require(topic);
		RecordIdentities.Batch batch = this.identities.batch();

		assertThat(batch.of(first)).isEqualTo("anew-0-7");

		this.admin.get().deleteTopics(topic);
		await().atMost(Duration.ofSeconds(10)).until(() -> this.topics.id("anew").isEmpty());
		assertThat(this.identities.batch().of(first)).isEqualTo("anew-0-7");
		this.topics.require(topic);
		await().atMost(Duration.ofSeconds(10)).until(() -> this.topics.id("anew").isPresent());
		String anew = this.topics.id("anew").orElseThrow().toString();
		assertThat(this.identities.batch().of(first)).isEqualTo("anew-" + anew + "-0-7");
		assertThat(batch.of(first)).isEqualTo("anew-0-7");
	}

	private static List<String> ids(int count) {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			ids.add(UUID.randomUUID().toString());
		}
		return ids;
	}

	private static String event(String id) {
		return "{\"id\": \"" + id + "\", \"event_type\": \"user_changed_password_successfully\"}";
	}

	private void announce(String value) {
		this.kafka.send(new ProducerRecord<>(TOPIC, value.getBytes(StandardCharsets.UTF_8))).join();
	}

	private void announceWithKey(String id) {
		this.kafka.send(TOPIC, id.getBytes(StandardCharsets.UTF_8), event(id).getBytes(StandardCharsets.UTF_8)).join();
	}

	private void awaitStarts(List<String> ids) {
		await().atMost(Duration.ofSeconds(25)).until(() -> this.starter.started.containsAll(ids));
	}

	private List<String> dead() {
		return deadRecords().stream().map((one) -> header(one, "x-reason")).toList();
	}

	private ConsumerRecord<byte[], byte[]> deadLetter(String key) {
		return deadLetters(key).stream().findFirst().orElse(null);
	}

	private List<ConsumerRecord<byte[], byte[]>> deadLetters(String key) {
		return deadRecords().stream()
			.filter((one) -> one.key() != null && new String(one.key(), StandardCharsets.UTF_8).equals(key))
			.toList();
	}

	private List<ConsumerRecord<byte[], byte[]>> deadRecords() {
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		try (Consumer<byte[], byte[]> consumer = this.consumers.createConsumer("test", "reader")) {
			TopicPartition partition = new TopicPartition(TOPIC + ".dead", 0);
			consumer.assign(List.of(partition));
			consumer.seekToBeginning(List.of(partition));
			long end = consumer.endOffsets(List.of(partition)).get(partition);
			while (consumer.position(partition) < end) {
				consumer.poll(Duration.ofMillis(200)).forEach(records::add);
			}
		}
		return records;
	}

	private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
		return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

	/** Takes events as Temporal would, unless it is told to fail. */
	static final class FakeStarter extends EventStarter {

		final List<String> started = new CopyOnWriteArrayList<>();

		final AtomicInteger failed = new AtomicInteger();

		volatile Function<Event, RuntimeException> fault = (event) -> null;

		FakeStarter() {
			super(null, null, null);
		}

		@Override
		void start(Event event, byte[] value) {
			RuntimeException failure = this.fault.apply(event);
			if (failure != null) {
				this.failed.incrementAndGet();
				throw failure;
			}
			this.started.add(event.id());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(IntakeProperties.class)
	@ImportAutoConfiguration(KafkaAutoConfiguration.class)
	@Import({ EventListener.class, EventMeters.class, EventParser.class, OrderReader.class, ParallelStarts.class,
			DeadLetters.class, KafkaTopics.class, IntakeConfiguration.class })
	static class Setup {

		@Bean
		Attachments attachments() {
			return TestAttachments.of();
		}

		@Bean
		EventAttachments eventAttachments(Catalogue catalogue) {
			return TestAttachments.of(catalogue);
		}

		@Bean
		OpenTelemetry telemetry() {
			return OpenTelemetry.noop();
		}

		@Bean
		Traces traces(OpenTelemetry telemetry) {
			return new Traces(telemetry, "cinema.orchestrator");
		}

		@Bean
		KafkaAdminClient admin(KafkaAdmin settings) {
			return new KafkaAdminClient(settings);
		}

		/** Its table is another test's. */
		@Bean
		RecordIdentities identities(KafkaTopics topics) {
			return new RecordIdentities(topics, null) {
				@Override
				String first(String topic, String id) {
					return id;
				}
			};
		}

		@Bean
		FakeStarter starter() {
			return new FakeStarter();
		}

		@Bean
		WorkflowSlots slots() {
			return FreeSlots.of();
		}

		@Bean
		Catalogue catalogue() {
			return Catalogues.real();
		}

		@Bean
		Contracts contracts() {
			return TestContracts.real();
		}

		@Bean
		ContextClient services() {
			return ContextClients.of(URI.create("http://127.0.0.1:1"), "auth", "fastapi");
		}

		@Bean
		ContextCollector collector(ContextClient services) {
			return ContextClients.collector(services);
		}

		@Bean
		Clock clock() {
			return Clock.systemUTC();
		}

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

		@Bean
		DynamicPropertyRegistrar addresses() {
			String kafka = KafkaBroker.start();
			return (properties) -> properties.add("spring.kafka.bootstrap-servers", () -> kafka);
		}

	}

}
