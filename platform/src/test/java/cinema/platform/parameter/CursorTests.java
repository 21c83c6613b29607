package cinema.platform.parameter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

import cinema.platform.problem.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CursorTests {

	private static final String ID = "9d3c2f4b-52a8-4d0e-b5f9-1c7f3f8f0b11";

	@ParameterizedTest
	@ValueSource(strings = { "1970-01-01T00:00:00Z", "2026-11-24T09:30:00.123456Z" })
	void readsWhatItWrote(Instant at) {
		Cursor cursor = new Cursor(at, ID);

		assertThat(Cursor.read(cursor.write())).isEqualTo(cursor);
		assertThat(cursor.write()).matches(Cursor.PATTERN);
		assertThat(cursor.uuid()).hasToString(ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "2026-11-24T09:30:00Z", "2026-11-24T09:30Z a", "2026-11-24T10:30:00+01:00 a",
			"1969-12-31T23:59:59Z a", "9999-01-01T00:00:00Z a", "2026-11-24T09:30:00Z \0" })
	void refusesWhatItHasNotWritten(String text) {
		String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));

		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Cursor.read(cursor));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "%", "MjAyNi0xMS0yNFQwOTozMDowMFogYQ==" })
	void refusesWhatIsNotSpeltLikeOne(String cursor) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Cursor.read(cursor));
	}

	@Test
	void readsTheBeginningOfNothing() {
		assertThat(Cursor.read(null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "1-1-1-1-1" })
	void refusesAnIdThatIsNoUuid(String id) {
		Cursor cursor = new Cursor(Instant.EPOCH, id);

		assertThatExceptionOfType(RefusedException.class).isThrownBy(cursor::uuid);
	}

}
