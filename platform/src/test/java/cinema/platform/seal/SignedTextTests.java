package cinema.platform.seal;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SignedTextTests {

	private static final byte[] ONE = new byte[32];

	private static final byte[] TWO = "0123456789abcdef0123456789abcdef".getBytes();

	private final SignedText old = new SignedText("test", new SealingKeys(Map.of("one", ONE), "one"));

	private final SignedText exchanged = new SignedText("test", new SealingKeys(Map.of("one", ONE, "two", TWO), "two"));

	@Test
	void readsWhatItSigned() {
		String signed = this.old.sign("ann films мейл");

		assertThat(signed).matches("one\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{22}");
		assertThat(this.old.read(signed)).contains("ann films мейл");
		assertThat(this.old.sign("ann films мейл")).isEqualTo(signed);
	}

	@Test
	void goesOnReadingWhatAnOldKeySigned() {
		assertThat(this.exchanged.read(this.old.sign("a"))).contains("a");
		assertThat(this.exchanged.sign("a")).startsWith("two.");
		assertThat(this.old.read(this.exchanged.sign("a"))).isEmpty();
	}

	@Test
	void refusesWhatItDidNotSign() {
		String signed = this.old.sign("ann films");
		String other = Base64.getUrlEncoder().withoutPadding().encodeToString("bob films".getBytes());

		assertThat(this.old.read(signed.replaceFirst("\\.[^.]+\\.", "." + other + "."))).isEmpty();
		assertThat(new SignedText("other", new SealingKeys(Map.of("one", ONE), "one")).read(signed)).isEmpty();
		assertThat(new SignedText("test", new SealingKeys(Map.of("one", TWO), "one")).read(signed)).isEmpty();
		for (int i = 0; i < signed.length(); i++) {
			char changed = (signed.charAt(i) == 'A') ? 'B' : 'A';
			String forged = signed.substring(0, i) + changed + signed.substring(i + 1);
			// The last letter of a base64 text has bits that nobody reads.
			if (i < signed.length() - 1) {
				assertThat(this.old.read(forged)).as(forged).isEmpty();
			}
			assertThat(this.old.read(signed.substring(0, i))).isEmpty();
		}
		assertThat(this.old.read("")).isEmpty();
		assertThat(this.old.read("one..")).isEmpty();
		assertThat(this.old.read("one.a.%%%")).isEmpty();
		assertThat(this.old.read("one." + "a".repeat(1000) + ".b")).isEmpty();
	}

	@Test
	void signsNothingWithoutAKey() {
		assertThat(new SignedText("test", new SealingKeys(Map.of(), "")).isOn()).isFalse();
		assertThat(this.old.isOn()).isTrue();
	}

	@Test
	void refusesKeysThatWouldNotBeFoundInWhatTheySigned() {
		String key = Base64.getEncoder().encodeToString(ONE);
		for (String id : List.of("2026.11", "a b", "", "x".repeat(21))) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> SignedText.read("test", "cinema.some", Map.of(id, key), null))
				.withMessageContaining("cinema.some.keys");
		}
		SignedText read = SignedText.read("test", "cinema.some", Map.of("2026-11", key), null);
		assertThat(read.read(read.sign("text"))).contains("text");
	}

}
