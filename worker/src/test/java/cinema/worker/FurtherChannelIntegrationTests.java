package cinema.worker;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** One bean more is a channel more, and all that is promised of letters holds for it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(FurtherChannelIntegrationTests.Pigeons.class)
@Timeout(60)
class FurtherChannelIntegrationTests {

	private static final QuietHours ALL_DAY = new QuietHours(LocalTime.MIN, LocalTime.of(23, 59, 59, 999_999_999));

	private static final String LOFT = "+79161234567";

	private static EmbeddedPostgres postgres;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private AmqpAdmin admin;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private PigeonChannel pigeons;

	private WorkerStage stage;

	@DynamicPropertySource
	static void parts(DynamicPropertyRegistry properties) throws IOException {
		postgres = WorkerStage.parts(properties);
	}

	@AfterAll
	static void stop() throws IOException {
		postgres.close();
	}

	@BeforeEach
	void beginAnew() {
		this.pigeons.flown.clear();
		this.pigeons.answers.clear();
		this.stage = new WorkerStage(this.rabbit, this.admin, Channel.SMS);
	}

	@Test
	void deliversOnceAndAnswersCopiesByTheLedger() {
		Posting posting = this.stage.text(LOFT, "Hello", Urgency.NORMAL);

		Receipt first = this.stage.deliver(posting);
		assertThat(first.status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(first.providerReference()).isEqualTo("pigeon 1");
		assertThat(this.stage.deliver(posting)).isEqualTo(first);
		assertThat(this.pigeons.flown).containsExactly("Hello");
		assertThat(this.jdbc.sql("select channel || ' ' || state from ledger where posting_id = ?::uuid")
			.param(posting.id())
			.query(String.class)
			.single()).isEqualTo("sms SENT");
		assertThat(this.meters.get("cinema.deliveries").tag("channel", "sms").tag("status", "SENT").counter().count())
			.isPositive();
	}

	@Test
	void sendsNothingTooLateOrByNight() {
		Posting late = this.stage.text(LOFT, "Late", Urgency.NORMAL, Instant.now().minusSeconds(1), null, 1);
		Posting night = this.stage.text(LOFT, "Night", Urgency.NORMAL, Instant.now().plusSeconds(3600), ALL_DAY, 1);

		assertThat(this.stage.deliver(late).status()).isEqualTo(ReceiptStatus.EXPIRED);
		assertThat(this.stage.deliver(night).status()).isEqualTo(ReceiptStatus.POSTPONED);
		assertThat(this.pigeons.flown).isEmpty();
	}

	@Test
	void triesAgainWhatItsServerPutOffAndSaysWhoseTroubleItWas() {
		Posting posting = this.stage.text(LOFT, "Again", Urgency.URGENT);
		this.pigeons.answers.put("Again", new SendResult.Deferred("no wind", true, null));

		Receipt deferred = this.stage.deliver(posting);
		assertThat(deferred.status()).isEqualTo(ReceiptStatus.DEFERRED);
		assertThat(deferred.ours()).isTrue();
		this.pigeons.answers.clear();
		assertThat(this.stage.deliver(this.stage.again(posting)).status()).isEqualTo(ReceiptStatus.DELIVERED);
	}

	@Test
	void keepsWhatIsRefusedAndWhatNobodyKnowsApart() {
		this.pigeons.answers.put("Refused", new SendResult.Rejected("no such loft"));
		this.pigeons.answers.put("Lost", new SendResult.Unknown("it did not come back"));

		assertThat(this.stage.deliver(this.stage.text(LOFT, "Refused", Urgency.NORMAL)).status())
			.isEqualTo(ReceiptStatus.REJECTED);
		assertThat(this.stage.deliver(this.stage.text(LOFT, "Lost", Urgency.NORMAL)).status())
			.isEqualTo(ReceiptStatus.UNKNOWN);
	}

	@Test
	void takesMailingsManyAtATime() {
		List<Posting> mailing = IntStream.range(0, 120)
			.mapToObj((i) -> this.stage.text(LOFT, "Letter " + i, Urgency.BULK))
			.toList();
		mailing.forEach(this.stage::publish);

		Set<String> told = new HashSet<>();
		while (told.size() < mailing.size()) {
			Receipt receipt = this.stage.receipt();
			assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
			told.add(receipt.postingId());
		}
		assertThat(this.pigeons.flown).hasSize(120).doesNotHaveDuplicates();
	}

	/** Its queues, counters and consumers are there because the bean is. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Pigeons {

		@Bean
		PigeonChannel pigeonChannel() {
			return new PigeonChannel();
		}

	}

	static final class PigeonChannel implements DeliveryChannel {

		final ConcurrentLinkedQueue<String> flown = new ConcurrentLinkedQueue<>();

		/** What becomes of a text; the others arrive. */
		final Map<String, SendResult> answers = new ConcurrentHashMap<>();

		@Override
		public Channel channel() {
			return Channel.SMS;
		}

		@Override
		public List<Line> open(List<Posting> postings) {
			return postings.stream().<Line>map(PigeonLine::new).toList();
		}

		private final class PigeonLine implements Line {

			private final Posting posting;

			PigeonLine(Posting posting) {
				this.posting = posting;
			}

			@Override
			public @Nullable SendResult settled() {
				return null;
			}

			@Override
			public SendResult send() {
				SendResult answer = PigeonChannel.this.answers.get(this.posting.text());
				if (answer != null) {
					return answer;
				}
				PigeonChannel.this.flown.add(this.posting.text());
				return new SendResult.Sent("pigeon " + PigeonChannel.this.flown.size());
			}

			@Override
			public void close() {
				// It flies home by itself.
			}

		}

	}

}
