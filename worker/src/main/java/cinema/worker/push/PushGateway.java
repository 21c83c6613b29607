package cinema.worker.push;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import javax.net.ssl.SSLHandshakeException;

import cinema.worker.channel.HttpAnswer;
import cinema.worker.push.PushSubscriptions.Device;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to push services: to those that are allowed alone, not into networks of
 * our own, by no redirect, and without reading what they say beside the status.
 */
final class PushGateway {

	private static final Duration CONNECT = Duration.ofSeconds(5);

	/** Push services keep nothing for longer than that. */
	private static final long LONGEST_LIFE = Duration.ofDays(28).toSeconds();

	private static final int TOPIC = 32;

	private final PushSeal seal = new PushSeal();

	private final HttpClient client = HttpClient.newBuilder()
		.connectTimeout(CONNECT)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final PushProperties properties;

	private final VapidTokens tokens;

	private final PushProofs proofs;

	private final Clock clock;

	PushGateway(PushProperties properties, VapidTokens tokens, PushProofs proofs, Clock clock) {
		this.properties = properties;
		this.tokens = tokens;
		this.proofs = proofs;
		this.clock = clock;
	}

	/** Never ends in an exception. */
	CompletableFuture<Answer> send(Device device, Posting posting) {
		try {
			URI endpoint = URI.create(device.endpoint());
			if (!this.properties.allows(endpoint)) {
				return done(Kind.GONE, "its push service is not allowed any more");
			}
			if (!this.properties.local() && isWithin(endpoint.getHost())) {
				return done(Kind.LATER, "its push service has a private address");
			}
			HttpRequest request = request(endpoint, device, posting);
			return this.client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
				.thenApply(this::answer)
				.exceptionally(PushGateway::trouble);
		}
		catch (UnknownHostException ex) {
			return done(Kind.LATER, "its push service has no address");
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return done(Kind.REFUSED, "there is no such request: " + ex.getClass().getSimpleName());
		}
	}

	private static CompletableFuture<Answer> done(Kind kind, String words) {
		return CompletableFuture.completedFuture(new Answer(kind, words, null));
	}

	private static boolean isWithin(String host) throws UnknownHostException {
		return Arrays.stream(InetAddress.getAllByName(host)).anyMatch(PushGateway::isWithin);
	}

	static boolean isWithin(InetAddress address) {
		byte[] bytes = address.getAddress();
		boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
		boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
		return unique || shared || address.isAnyLocalAddress() || address.isLoopbackAddress()
				|| address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress();
	}

	private HttpRequest request(URI endpoint, Device device, Posting posting) throws GeneralSecurityException {
		long life = Duration.between(this.clock.instant(), posting.deadline()).toSeconds();
		byte[] sealed = this.seal.seal(PushText.of(posting, this.proofs.ofClick(posting)), device.p256dh(),
				device.auth());
		return HttpRequest.newBuilder(endpoint)
			.timeout(this.properties.timeout())
			.header("TTL", Long.toString(Math.max(0, Math.min(LONGEST_LIFE, life))))
			.header("Urgency", urgency(posting.urgency()))
			.header("Topic", topic(posting.id()))
			.header("Content-Encoding", "aes128gcm")
			.header("Content-Type", "application/octet-stream")
			.header("Authorization", this.tokens.authorization(endpoint))
			.POST(HttpRequest.BodyPublishers.ofByteArray(sealed))
			.build();
	}

	private static String urgency(Urgency urgency) {
		return switch (urgency) {
			case URGENT -> "high";
			case NORMAL -> "normal";
			case BULK -> "low";
		};
	}

	/** Of each attempt the same: a second message takes the place of one that waits. */
	private static String topic(String postingId) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(PushSubscriptions.sha256(postingId))
			.substring(0, TOPIC);
	}

	private Answer answer(HttpResponse<InputStream> response) {
		HttpAnswer.close(response.body());
		int status = response.statusCode();
		String words = "the push service says " + status;
		if (status / 100 == 2) {
			return new Answer(Kind.TAKEN, words, null);
		}
		return switch (status) {
			case 404, 410 -> new Answer(Kind.GONE, words, null);
			case 401, 403 -> new Answer(Kind.OURS, words, null);
			case 400, 413 -> new Answer(Kind.REFUSED, words, null);
			default -> new Answer(Kind.LATER, words, HttpAnswer.retryAt(response, this.clock));
		};
	}

	private static Answer trouble(Throwable thrown) {
		Throwable cause = (thrown instanceof CompletionException && thrown.getCause() != null) ? thrown.getCause()
				: thrown;
		boolean unsent = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
				|| cause instanceof SSLHandshakeException;
		return new Answer(unsent ? Kind.LATER : Kind.UNKNOWN,
				"the push service gave no answer: " + cause.getClass().getSimpleName(), null);
	}

	/** What a push service said. */
	record Answer(Kind kind, String words, @Nullable Instant retryAt) {
	}

	/** What an answer means. */
	enum Kind {

		/** It was taken. */
		TAKEN,

		/** The browser does not subscribe any more. */
		GONE,

		/** It refuses us. */
		OURS,

		/** It may take it another time. */
		LATER,

		/** It was refused for good. */
		REFUSED,

		/** It was taken or not; the answer got lost. */
		UNKNOWN

	}

}
