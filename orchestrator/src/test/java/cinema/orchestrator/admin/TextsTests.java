package cinema.orchestrator.admin;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTests {

	private static final Path FOLDER = Path.of("src/main/resources/admin/text");

	@ParameterizedTest
	@MethodSource("english")
	void saysEverythingInBothLanguages(Path english) throws IOException {
		Path russian = FOLDER.resolve(english.getFileName().toString().replace(".properties", "_ru.properties"));

		assertThat(read(russian).keySet()).isEqualTo(read(english).keySet());
	}

	static Stream<Path> english() throws IOException {
		return Files.list(FOLDER).filter((file) -> !file.toString().endsWith("_ru.properties"));
	}

	private static Properties read(Path file) throws IOException {
		Properties texts = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			texts.load(reader);
		}
		return texts;
	}

	@Test
	void fillsInWhatStandsForValues() {
		assertThat(new Texts().say(Locale.ENGLISH, "admin.times", "Asia/Tokyo"))
			.isEqualTo("Times are those of Asia/Tokyo.");
	}

}
