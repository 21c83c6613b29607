package cinema.orchestrator.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import cinema.orchestrator.parts.FakeNeighbour;
import cinema.platform.token.PatientKeys;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PatientKeysTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final Duration PAUSE = Duration.ofSeconds(5);

	private final FakeNeighbour auth = new FakeNeighbour();

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));

	private final JWKSource<SecurityContext> keys = JWKSourceBuilder
		.<SecurityContext>create(new PatientKeys(this.auth.url() + "/jwks.json", TIMEOUT, PAUSE, clock()))
		.refreshAheadCache(false)
		.rateLimited(false)
		.build();

	private Clock clock() {
		return ((InstantSource) () -> this.now.get()).withZone(ZoneOffset.UTC);
	}

	@AfterEach
	void close() {
		this.auth.close();
	}

	@Test
	void asksOnceInAWhileForKeysThatNobodyHasAndFindsANewOne() throws Exception {
		ECKey first = key("one");
		publish(first);
		assertThat(find("one")).isEqualTo(1);
		publish(first, key("two"));

		for (int i = 0; i < 100; i++) {
			assertThat(find("nobody-" + i)).isZero();
		}
		assertThat(this.auth.requests).hasSize(1);
		assertThat(find("two")).as("a moment later").isZero();

		this.now.updateAndGet((then) -> then.plus(PAUSE));
		assertThat(find("two")).isEqualTo(1);
		assertThat(find("one")).isEqualTo(1);
		assertThat(this.auth.requests).hasSize(2);
	}

	@Test
	void refusesNobodyBecauseAuthIsAwayAndAsksItNotMoreOftenForThat() throws Exception {
		this.auth.on("/jwks.json", 503, "");
		for (int i = 0; i < 10; i++) {
			assertThatExceptionOfType(JWKSetUnavailableException.class).isThrownBy(() -> find("one"));
		}
		assertThat(this.auth.requests).hasSize(1);

		publish(key("one"));
		this.now.updateAndGet((then) -> then.plus(PAUSE));
		assertThat(find("one")).isEqualTo(1);
	}

	@Test
	void saysWhichSettingIsNoUrl() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PatientKeys("auth/keys", TIMEOUT, PAUSE, clock()))
			.withMessageContaining("cinema.security.jwt.jwks-url");
	}

	private int find(String id) throws Exception {
		return this.keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null).size();
	}

	private void publish(ECKey... all) {
		this.auth.on("/jwks.json", 200, new JWKSet(java.util.List.<com.nimbusds.jose.jwk.JWK>of(all)).toString(true));
	}

	private static ECKey key(String id) throws Exception {
		return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
	}

}
