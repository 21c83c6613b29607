package cinema.platform.token;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import org.jspecify.annotations.Nullable;

/**
 * Asks whoever issues tokens for its keys, at most once in a while however many tokens
 * name keys that nobody has.
 */
public final class PatientKeys implements JWKSetSource<SecurityContext> {

	private static final int LARGEST = 64 * 1024;

	private final JWKSetSource<SecurityContext> keys;

	private final Duration pause;

	private final Clock clock;

	private Instant next = Instant.MIN;

	private @Nullable JWKSet answer;

	/**
	 * Asks nobody yet.
	 * @param timeout the longest to wait for the keys
	 * @param pause the shortest time between two requests for them
	 */
	public PatientKeys(String url, Duration timeout, Duration pause, Clock clock) {
		int millis = Math.toIntExact(timeout.toMillis());
		try {
			this.keys = new URLBasedJWKSetSource<>(URI.create(url).toURL(),
					new DefaultResourceRetriever(millis, millis, LARGEST));
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("cinema.security.jwt.jwks-url has to be a URL", ex);
		}
		this.pause = pause;
		this.clock = clock;
	}

	/**
	 * What auth has just answered counts as its answer now, so that an unknown key is
	 * refused; and whoever comes while auth does not answer is told so.
	 */
	@Override
	public synchronized JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long time, SecurityContext context)
			throws KeySourceException {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.next)) {
			this.next = now.plus(this.pause);
			this.answer = null;
			this.answer = this.keys.getJWKSet(refresh, time, context);
		}
		if (this.answer == null) {
			throw new JWKSetUnavailableException("auth has not answered for its keys a moment ago");
		}
		return this.answer;
	}

	@Override
	public void close() {
		// Each answer is read to its end.
	}

}
