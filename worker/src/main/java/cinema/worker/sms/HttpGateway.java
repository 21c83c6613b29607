package cinema.worker.sms;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import cinema.worker.channel.HttpAnswer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A provider by HTTP: each message is one request, whose {@code Idempotency-Key} is the
 * posting's id, so that one that is asked twice may send it once.
 */
final class HttpGateway implements SmsGateway {

	private static final Logger logger = LoggerFactory.getLogger(HttpGateway.class);

	private static final Duration CONNECT = Duration.ofSeconds(5);

	/** For so long the body of an answer may take, in seconds. */
	private static final long BODY = 10;

	private static final int LARGEST_ANSWER = 8 * 1024;

	/** What a report can name. */
	private static final String ID = "[ -~]{1,200}";

	/** It has the message already, by its key. */
	private static final int CONFLICT = 409;

	private static final int TOO_MANY = 429;

	private static final int UNAVAILABLE = 503;

	private final HttpClient client = HttpClient.newBuilder()
		.connectTimeout(CONNECT)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final String name;

	private final SmsProperties.Http http;

	private final String sender;

	private final SmsReports reports;

	private final Duration timeout;

	private final URI url;

	private final Clock clock;

	HttpGateway(String name, SmsProperties.Http http, String sender, Duration timeout, SmsReports reports,
			Clock clock) {
		this.name = name;
		this.reports = reports;
		this.http = http;
		this.sender = sender;
		this.timeout = timeout;
		this.url = Objects.requireNonNull(http.url());
		this.clock = clock;
	}

	/** Only a message tells. */
	@Override
	public @Nullable String trouble() {
		return null;
	}

	@Override
	public Answer submit(OutgoingSms message) {
		HttpRequest request;
		try {
			request = request(message);
		}
		catch (RuntimeException ex) {
			return Answer.of(Kind.OURS, "there is no such request: " + ex.getClass().getSimpleName());
		}
		return submit(message, request);
	}

	private Answer submit(OutgoingSms message, HttpRequest request) {
		try {
			return answer(message, this.client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
		}
		catch (ConnectException | HttpConnectTimeoutException | NoRouteToHostException | UnknownHostException
				| SSLHandshakeException | SSLPeerUnverifiedException ex) {
			return Answer.of(Kind.OURS, "the provider is not there: " + ex.getClass().getSimpleName());
		}
		catch (HttpTimeoutException ex) {
			return Answer.of(Kind.UNKNOWN, "the provider gave no answer");
		}
		catch (IOException ex) {
			return Answer.of(Kind.UNKNOWN, "the provider's answer was lost: " + ex.getClass().getSimpleName());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Answer.of(Kind.UNKNOWN, "the provider's answer was not waited for");
		}
	}

	private HttpRequest request(OutgoingSms message) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.url)
			.timeout(this.timeout)
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", message.postingId())
			.POST(HttpRequest.BodyPublishers.ofString(body(message), StandardCharsets.UTF_8));
		if (!this.http.token().isEmpty()) {
			boolean bearer = this.http.header().equalsIgnoreCase("Authorization");
			request.header(this.http.header(), (bearer ? "Bearer " : "") + this.http.token());
		}
		return request.build();
	}

	private String body(OutgoingSms message) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("id", message.postingId());
		body.put("from", this.sender);
		body.put("to", message.to());
		body.put("text", String.join("", message.text().parts()));
		body.put("parts", message.text().parts().size());
		body.put("valid_until", message.deadline().toString());
		return JsonMapper.shared().writeValueAsString(body);
	}

	/**
	 * What it took is known to be its own from now on; it is sent all the same if nobody
	 * can write that down.
	 */
	private Answer taken(OutgoingSms message, String id) {
		try {
			this.reports.expect(message, this.name, id.matches(ID) ? id : message.postingId(),
					IntStream.range(0, message.text().parts().size()).boxed().toList());
		}
		catch (RuntimeException away) {
			logger.warn("The report of posting {} may not be known: {}", message.postingId(),
					away.getClass().getSimpleName());
		}
		return Answer.of(Kind.TAKEN, "id:" + (id.isEmpty() ? "none" : id));
	}

	private Answer answer(OutgoingSms message, HttpResponse<InputStream> response) {
		JsonNode body = read(response);
		int status = response.statusCode();
		if (status / 100 == 2 || status == CONFLICT) {
			return taken(message, body.path("id").asString("").strip());
		}
		String words = "the provider says " + status + " " + body.path("error").asString("");
		// What it finds wrong with a message stays wrong.
		if (status == 400 || status == 422) {
			return Answer.of(Kind.REFUSED, words.strip());
		}
		// Whoever stands between may say the others when the message has passed already.
		boolean unsent = status == UNAVAILABLE || status / 100 == 4;
		return new Answer(unsent ? Kind.OURS : Kind.UNKNOWN, words.strip(),
				(status == TOO_MANY || status == UNAVAILABLE) ? HttpAnswer.retryAt(response, this.clock) : null, 0);
	}

	/**
	 * The status has said already what became of the message; a body that does not end is
	 * none.
	 */
	private static JsonNode read(HttpResponse<InputStream> response) {
		try (InputStream body = response.body()) {
			CompletableFuture.delayedExecutor(BODY, TimeUnit.SECONDS).execute(() -> HttpAnswer.close(body));
			JsonNode read = JsonMapper.shared().readTree(body.readNBytes(LARGEST_ANSWER));
			return (read != null) ? read : MissingNode.getInstance();
		}
		catch (IOException | JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	@Override
	public void close() {
		// Its connections end by themselves.
	}

}
