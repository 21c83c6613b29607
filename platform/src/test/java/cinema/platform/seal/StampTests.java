package cinema.platform.seal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StampTests {

	private final Stamp stamp = new Stamp("session", "a-secret");

	@Test
	void readsWhatItStamped() {
		assertThat(this.stamp.read(this.stamp.put("a.text"))).hasValue("a.text");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a.text", ".", "a.text.0000" })
	void readsNothingElse(String text) {
		assertThat(this.stamp.read(text)).isEmpty();
	}

	@Test
	void knowsAnotherTextSecretAndPurpose() {
		String stamped = this.stamp.put("a.text");

		assertThat(this.stamp.read(stamped.replace("a.text", "b.text"))).isEmpty();
		assertThat(new Stamp("session", "another").read(stamped)).isEmpty();
		assertThat(new Stamp("cookie", "a-secret").read(stamped)).isEmpty();
	}

}
