package cinema.orchestrator.order;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailingOrderTests {

	@Test
	void readsAnOrderAsProducersWriteItToday() {
		MailingOrder order = read("delivery_type", List.of("email"), "expires_in", "120 sec", "template_context",
				Map.of("title", "Friday films"));

		assertThat(order.template()).isEqualTo("new_movies");
		assertThat(order.channels()).containsExactly(Channel.EMAIL);
		assertThat(order.timeToLive()).isEqualTo(Duration.ofMinutes(2));
		assertThat(order.context()).isEqualTo(Map.of("title", "Friday films"));
		assertThat(order.topic()).isNull();
		assertThat(order.urgency()).isEqualTo(Urgency.BULK);
		assertThat(order.holdsAtNight()).isTrue();
		assertThat(order.rate()).isZero();
	}

	@Test
	void readsEverythingElseThatItMayCarry() {
		MailingOrder order = read("topic", "films", "urgency", "normal", "quiet_hours", "ignore", "rate", "12.5",
				"send_at", "2026-11-27T10:00:00+03:00", "delivery_type", "sms");

		assertThat(order.topic()).isEqualTo("films");
		assertThat(order.urgency()).isEqualTo(Urgency.NORMAL);
		assertThat(order.holdsAtNight()).isFalse();
		assertThat(order.rate()).isEqualTo(12.5);
		assertThat(order.sendAt()).isEqualTo(Instant.parse("2026-11-27T07:00:00Z"));
		assertThat(order.sendAtLocal()).isNull();
		assertThat(order.channels()).containsExactly(Channel.SMS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-27T10:00", "2026-11-27 10:00", "2026-11-27T10:00:00" })
	void takesALocalTimeForTheSameHourEverywhere(String text) {
		MailingOrder order = read("send_at", text);

		assertThat(order.sendAt()).isNull();
		assertThat(order.sendAtLocal()).isEqualTo(LocalDateTime.parse("2026-11-27T10:00"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "email/new_movies.md", "new_movies.md", "new_movies", "email/new_movies" })
	void findsTheNameOfTheTemplate(String template) {
		assertThat(read("template", template).template()).isEqualTo("new_movies");
	}

	@Test
	void takesWhatIsOverForNothing() {
		assertThat(read("expires_in", "-3 days").timeToLive()).isEqualTo(Duration.ZERO);
	}

	static List<Arguments> wrongFields() {
		return List.of(Arguments.of("receivers", null), Arguments.of("receivers", 5), Arguments.of("receivers", " "),
				Arguments.of("receivers", List.of("http://auth/")), Arguments.of("template", null),
				Arguments.of("template", "../../etc/passwd"), Arguments.of("template", "email/../x.md"),
				Arguments.of("template", "email/x.ftl"), Arguments.of("template", "a/b/c.md"),
				Arguments.of("delivery_type", List.of()), Arguments.of("delivery_type", List.of("pigeon")),
				Arguments.of("delivery_type", Map.of()), Arguments.of("delivery_type", Arrays.asList("email", null)),
				Arguments.of("expires_in", "soon"), Arguments.of("expires_in", List.of()),
				Arguments.of("expires_in", "400 days"), Arguments.of("template_context", "x"),
				Arguments.of("template_context", Map.of("a b", 1)), Arguments.of("topic", "New Movies"),
				Arguments.of("urgency", "very"), Arguments.of("quiet_hours", "maybe"),
				Arguments.of("send_at", "tomorrow"), Arguments.of("send_at", "+999999999-01-01T00:00:00Z"),
				Arguments.of("send_at", "2026-02-30T10:00"), Arguments.of("rate", 0), Arguments.of("rate", -1),
				Arguments.of("rate", "fast"), Arguments.of("rate", 1e9));
	}

	@ParameterizedTest
	@MethodSource("wrongFields")
	void namesTheFieldThatIsWrong(String field, Object value) {
		assertThatThrownBy(() -> read(field, value)).isInstanceOfSatisfying(OrderRefusedException.class, (refused) -> {
			assertThat(refused.field()).isEqualTo(field);
			assertThat(refused.getMessage()).startsWith(field + ": ");
		});
	}

	private static MailingOrder read(Object... fields) {
		Map<String, Object> order = new HashMap<>(
				Map.of("receivers", "http://auth/api/v1/users/", "template", "email/new_movies.md"));
		for (int i = 0; i < fields.length; i += 2) {
			order.put((String) fields[i], fields[i + 1]);
		}
		return MailingOrder.read(order);
	}

}
