package cinema.orchestrator.journal;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SealedLettersTests {

	private static final String LETTER = "{\"address\": \"ann@example.com\", \"html\": \"%s\"}"
		.formatted("<p>".repeat(9000));

	private final UUID id = UUID.randomUUID();

	private final SealedLetters letters = new SealedLetters(
			new JournalProperties(Map.of("one", IntegrationTest.KEY), null));

	@Test
	void sealsALetterForItsRow() {
		String sealed = this.letters.seal(this.id, LETTER);
		assertThat(sealed).startsWith("sealed:one:").doesNotContain("ann@").hasSizeLessThan(2000);
		assertThat(this.letters.open(this.id, sealed)).isEqualTo(LETTER);
		assertThatThrownBy(() -> this.letters.open(UUID.randomUUID(), sealed))
			.isInstanceOf(IllegalStateException.class);
		assertThatThrownBy(() -> this.letters.open(this.id, "sealed:one:.")).hasMessageContaining("was changed");
	}

	@Test
	void takesWhatDoesNotDeflate() {
		String odd = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(99));
		assertThat(this.letters.open(this.id, this.letters.seal(this.id, odd))).isEqualTo(odd);
		assertThat(this.letters.open(this.id, this.letters.seal(this.id, ""))).isEmpty();
	}

	@Test
	void leavesLettersPlainWithoutAKey() {
		SealedLetters off = new SealedLetters(new JournalProperties(Map.of(), null));
		assertThat(off.seal(this.id, LETTER)).isEqualTo(LETTER);
		assertThat(this.letters.open(this.id, LETTER)).isEqualTo(LETTER);
		assertThat(this.letters.seal(this.id, null)).isNull();
		assertThat(this.letters.open(this.id, (String) null)).isNull();
	}

}
