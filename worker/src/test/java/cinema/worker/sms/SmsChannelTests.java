package cinema.worker.sms;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.worker.channel.SendResult;
import cinema.worker.provider.DayCounts;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Who has a place in the window. */
@Timeout(20)
class SmsChannelTests {

	private static final Instant NOW = Instant.parse("2026-11-29T01:00:00Z");

	private static final int WINDOW = 5;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

	private final SmsChannel channel = channel();

	private SmsChannel channel() {
		SmsProperties properties = SmsSettings.properties(WINDOW, "7");
		JdbcClient jdbc = mock(RETURNS_DEEP_STUBS);
		given(jdbc.sql(anyString())
			.param("day", LocalDate.of(2026, 11, 29))
			.param("parts", 1)
			.param("most", 100)
			.update()).willReturn(1);
		SmsBudget budget = new SmsBudget(jdbc, properties, this.meters, this.clock);
		SmsReports reports = new SmsReports(jdbc, mock(), mock(), mock(), properties, this.meters, this.clock);
		SmsProvider only = SmsProviders.provider(SmsProvider.DEFAULT, properties.all().get(SmsProvider.DEFAULT),
				properties, new Silent(), false, new DayCounts(mock(), this.clock), this.clock);
		return new SmsChannel(new SmsProviders(List.of(only), this.meters), budget, reports, properties, this.clock);
	}

	@Test
	void keepsAPlaceForWhatIsUrgent() {
		assertThat(this.channel.open(postings(Urgency.BULK, NOW.plusSeconds(60)))).hasSize(WINDOW - 2);
		assertThat(this.channel.open(postings(Urgency.NORMAL, NOW.plusSeconds(60)))).hasSize(1);

		assertThat(this.channel.open(postings(Urgency.URGENT, NOW.plusSeconds(60)))).hasSize(1);
	}

	@Test
	void sendsNothingWhoseDeadlinePassedWhileItWaitedForAPlace() {
		SendResult settled = this.channel.open(List.of(posting(Urgency.NORMAL, NOW))).get(0).settled();

		assertThat(settled)
			.isEqualTo(new SendResult.Deferred("its deadline passed while it waited for its turn", false, null));
	}

	private static List<Posting> postings(Urgency urgency, Instant deadline) {
		return Stream.generate(() -> posting(urgency, deadline)).limit(2 * WINDOW).toList();
	}

	private static Posting posting(Urgency urgency, Instant deadline) {
		return new Posting(UUID.randomUUID().toString(), "event/user_signed_up/1", "1", "welcome", "account",
				Channel.SMS, urgency, new PostingReceiver("1", "+79161234567", "Ann Lee", "Europe/Moscow", "ru"), "",
				"", "Hello", Map.of(), deadline, null, 1);
	}

	/** Takes nothing, and has no trouble. */
	private static final class Silent implements SmsGateway {

		@Override
		public String trouble() {
			return null;
		}

		@Override
		public Answer submit(OutgoingSms message) {
			return Answer.of(Kind.OURS, "it is silent");
		}

		@Override
		public void close() {
			// It has nothing open.
		}

	}

}
