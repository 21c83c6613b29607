package cinema.worker.sms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import cinema.platform.text.MessageParts;
import cinema.worker.sms.SmsGateway.Answer;
import cinema.worker.sms.SmsGateway.Kind;
import cinema.worker.sms.SmsGateway.OutgoingSms;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

/** What a provider is sent, and what its answers mean. */
class HttpGatewayTests {

	private static final Instant NOW = Instant.parse("2026-11-29T01:00:00Z");

	private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();

	private final List<String> keys = new CopyOnWriteArrayList<>();

	private final SmsReports reports = mock();

	private HttpServer provider;

	private volatile int status = 202;

	private volatile String answer = "{\"id\": \"m-1\"}";

	private volatile long delay;

	@BeforeEach
	void start() throws IOException {
		this.provider = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.provider.createContext("/", this::answer);
		this.provider.start();
	}

	@AfterEach
	void stop() {
		this.provider.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.bodies.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
		this.keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
				+ exchange.getRequestHeaders().getFirst("Authorization"));
		try {
			Thread.sleep(this.delay);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		exchange.getResponseHeaders().add("Retry-After", "90");
		byte[] body = this.answer.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(this.status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Test
	void postsAMessageWithAKeyByWhichItIsTakenOnce() {
		assertThat(submit()).isEqualTo(Answer.of(Kind.TAKEN, "id:m-1"));
		assertThat(this.keys).containsExactly("5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9 Bearer token");
		assertThat(this.bodies).singleElement().isEqualTo(JsonMapper.shared().readTree("""
				{"id": "5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9", "from": "Cinema", "to": "+79161234567",
				 "text": "Привет 🎬", "parts": 1, "valid_until": "2026-11-29T01:02:00Z"}"""));
	}

	@ParameterizedTest
	@CsvSource({ "200,TAKEN,", "409,TAKEN,", "400,REFUSED,", "422,REFUSED,", "401,OURS,", "402,OURS,", "404,OURS,",
			"302,UNKNOWN,", "429,OURS,90", "503,OURS,90", "500,UNKNOWN,", "502,UNKNOWN,", "504,UNKNOWN," })
	void knowsWhatAnAnswerMeans(int code, Kind kind, Integer seconds) {
		this.status = code;
		Answer said = submit();

		assertThat(said.kind()).isEqualTo(kind);
		assertThat(said.retryAt()).isEqualTo((seconds != null) ? NOW.plusSeconds(seconds) : null);
	}

	/** So that its reports are about what it took, and nothing of it is sent again. */
	@Test
	void keepsWhatItTookByItsOwnNameAndWhatItCallsIt() {
		submit();
		this.answer = "{}";
		submit();
		this.status = 422;
		submit();

		verify(this.reports).expect(any(), eq("web"), eq("m-1"), eq(List.of(0)));
		verify(this.reports).expect(any(), eq("web"), eq("5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9"), eq(List.of(0)));
		verifyNoMoreInteractions(this.reports);
	}

	@Test
	void hasSentWhatNobodyCouldWriteDown() {
		willThrow(new IllegalStateException("away")).given(this.reports).expect(any(), any(), any(), any());

		assertThat(submit()).isEqualTo(Answer.of(Kind.TAKEN, "id:m-1"));
	}

	@Test
	void tellsWhatTheProviderFindsWrong() {
		this.status = 422;
		this.answer = "{\"error\": \"landline\"}";

		assertThat(submit().words()).isEqualTo("the provider says 422 landline");
	}

	@Test
	void takesItsWordForAMessageWhateverElseItSays() {
		this.answer = "<html>ok</html>";
		assertThat(submit()).isEqualTo(Answer.of(Kind.TAKEN, "id:none"));
		this.answer = "x".repeat(100_000);
		assertThat(submit().kind()).isEqualTo(Kind.TAKEN);
	}

	@Test
	void doesNotKnowWhatBecameOfAMessageWithoutAnAnswer() {
		this.delay = 1500;
		assertThat(submit().kind()).isEqualTo(Kind.UNKNOWN);
	}

	@Test
	void hasSentNothingWhereNobodyIsThere() {
		int port = this.provider.getAddress().getPort();
		this.provider.stop(0);
		assertThat(submit(port).kind()).isEqualTo(Kind.OURS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://127.0.0.1:%d/sms", "http://nobody.invalid:%d/sms" })
	void hasSentNothingWhereThereIsNoConnectionToSpeakOf(String url) {
		String there = String.format(Locale.ROOT, url, this.provider.getAddress().getPort());

		assertThat(submit(URI.create(there)).kind()).isEqualTo(Kind.OURS);
		assertThat(this.bodies).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Authorization | 'two lines
			of one' | cinema.sms.http.token
			X-Key | ключ | cinema.sms.http.token
			Host | token | cinema.sms.http.header
			content-length | token | cinema.sms.http.header
			Idempotency-Key | token | cinema.sms.http.header
			""")
	void takesNoTokenAndNoHeaderThatCannotBeSent(String header, String token, String setting) {
		assertThatIllegalArgumentException().isThrownBy(
				() -> new SmsProperties.Http(URI.create("http://127.0.0.1/"), header, token).check("cinema.sms.http"))
			.withMessageContaining(setting)
			.satisfies((fault) -> assertThat(fault.getMessage()).doesNotContain("lines", "ключ"));
	}

	private Answer submit() {
		return submit(this.provider.getAddress().getPort());
	}

	private Answer submit(int port) {
		return submit(URI.create("http://127.0.0.1:" + port + "/sms"));
	}

	private Answer submit(URI url) {
		try (HttpGateway gateway = new HttpGateway("web", new SmsProperties.Http(url, "Authorization", "token"),
				"Cinema", Duration.ofMillis(700), this.reports, Clock.fixed(NOW, ZoneOffset.UTC))) {
			return gateway.submit(new OutgoingSms("5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9", "+79161234567",
					MessageParts.of("Привет 🎬"), NOW.plusSeconds(120), Map.of()));
		}
	}

}
