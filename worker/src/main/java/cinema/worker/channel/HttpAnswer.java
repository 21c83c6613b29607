package cinema.worker.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What is common to answers of those who deliver for us by HTTP. */
public final class HttpAnswer {

	private HttpAnswer() {
	}

	/** {@code Retry-After} in seconds (RFC 9110, 10.2.3), a day at most, or null. */
	public static @Nullable Instant retryAt(HttpResponse<?> response, Clock clock) {
		return retryAt(response.headers().firstValue("Retry-After").orElse(null), clock);
	}

	/** The same of the header's value. */
	public static @Nullable Instant retryAt(@Nullable String seconds, Clock clock) {
		return (seconds != null && seconds.matches("\\d{1,5}")) ? clock.instant().plusSeconds(Long.parseLong(seconds))
				: null;
	}

	/** Lets go of a body that nobody reads any more. */
	public static void close(InputStream body) {
		try {
			body.close();
		}
		catch (IOException ex) {
			// Nobody reads it any more.
		}
	}

}
