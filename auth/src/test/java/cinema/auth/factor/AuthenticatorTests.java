package cinema.auth.factor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuthenticatorTests {

	private final Authenticator authenticator = with("a".repeat(32));

	private final byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

	/** RFC 6238, appendix B, the last six digits. */
	@ParameterizedTest
	@CsvSource({ "59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "2000000000, 279037",
			"20000000000, 353130" })
	void knowsTheCodesOfTheStandard(long second, String code) {
		String sealed = this.authenticator.seal(this.secret);

		assertThat(this.authenticator.stepOf(code, sealed, Instant.ofEpochSecond(second))).hasValue(second / 30);
		assertThat(this.authenticator.stepOf(code, sealed, Instant.ofEpochSecond(second + 30)))
			.as("a clock that is off by one step")
			.hasValue(second / 30);
		assertThat(this.authenticator.stepOf(code, sealed, Instant.ofEpochSecond(second + 60))).isEmpty();
	}

	@Test
	void keepsSecretsThatOnlyItsKeyOpens() {
		String sealed = this.authenticator.seal(this.secret);

		assertThat(sealed).isNotEqualTo(this.authenticator.seal(this.secret)).doesNotContain("3132333435");
		assertThatThrownBy(() -> with("b".repeat(32)).stepOf("287082", sealed, Instant.ofEpochSecond(59)))
			.isInstanceOf(RuntimeException.class);
		assertThatIllegalStateException().isThrownBy(() -> with(null).seal(this.secret));
	}

	@Test
	void drawsRecoveryCodesThatPeopleCanCopy() {
		assertThat(this.authenticator.createRecoveryCode()).matches("([a-z2-7]{4}-){3}[a-z2-7]{4}")
			.isNotEqualTo(this.authenticator.createRecoveryCode());
		assertThat(this.authenticator.createSecret()).hasSize(20).isNotEqualTo(this.authenticator.createSecret());
	}

	@Test
	void sealsAnewWhatAKeyOfBeforeHasSealed() {
		String sealed = this.authenticator.seal(this.secret);
		Authenticator now = with("b".repeat(32), "a".repeat(32));

		assertThat(now.stepOf("287082", sealed, Instant.ofEpochSecond(59))).hasValue(1);
		String anew = now.sealAnew(sealed).orElseThrow();
		assertThat(with("b".repeat(32)).stepOf("287082", anew, Instant.ofEpochSecond(59))).hasValue(1);
		assertThat(with("c".repeat(32)).sealAnew(anew)).isEmpty();
		assertThat(now.key()).isEqualTo(with("b".repeat(32)).key()).isNotEqualTo(this.authenticator.key());
	}

	private static Authenticator with(String secret, String... previous) {
		return new Authenticator(new FactorProperties(secret, List.of(previous), "Cinema", Duration.ofMinutes(10)));
	}

}
