package cinema.orchestrator.seal;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

class SealedLettersTests {

	private static final String LETTER = "{\"address\": \"ann@example.com\", \"html\": \"%s\"}"
		.formatted("<p>".repeat(9000));

	private final UUID id = UUID.randomUUID();

	private final SealedLetters letters = letters(Map.of("one", IntegrationTest.KEY));

	private static SealedLetters letters(Map<String, String> keys) {
		return new SealedLetters(new PersonKeys(mock(JdbcClient.class), new JournalProperties(keys, null),
				mock(PlatformTransactionManager.class), Clock.systemUTC()));
	}

	@Test
	void sealsALetterForItsRow() {
		String sealed = this.letters.seal(this.id, null, LETTER);
		assertThat(sealed).startsWith("sealed:one:").doesNotContain("ann@").hasSizeLessThan(2000);
		assertThat(this.letters.open(this.id, sealed)).isEqualTo(LETTER);
		assertThatThrownBy(() -> this.letters.open(UUID.randomUUID(), sealed))
			.isInstanceOf(IllegalStateException.class);
		assertThatThrownBy(() -> this.letters.open(this.id, "sealed:one:.")).hasMessageContaining("was changed");
	}

	@Test
	void takesWhatDoesNotDeflate() {
		String odd = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(99));
		assertThat(this.letters.open(this.id, this.letters.seal(this.id, null, odd))).isEqualTo(odd);
		assertThat(this.letters.open(this.id, this.letters.seal(this.id, null, ""))).isEmpty();
	}

	@Test
	void leavesLettersPlainWithoutAKey() {
		SealedLetters off = letters(Map.of());
		assertThat(off.seal(this.id, null, LETTER)).isEqualTo(LETTER);
		assertThat(this.letters.open(this.id, LETTER)).isEqualTo(LETTER);
		assertThat(this.letters.seal(this.id, null, null)).isNull();
		assertThat(this.letters.open(this.id, null)).isNull();
	}

}
