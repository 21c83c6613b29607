package cinema.dev.document;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a document may say without being true, and how that is told. */
class WalkTests {

	@TempDir
	private Path folder;

	@Test
	void keepsVariablesFromBlockToBlock() {
		assertThatCode(() -> walk("""
				```sh run
				x=five
				```
				```sh skip: would end it all
				exit 1
				```
				```sh run
				echo "$x"; echo at 2026-11-27T10:00:00Z in 12 ms
				```
				```text
				five
				at 2020-01-01T00:00:00Z in 7 ms
				```
				""")).doesNotThrowAnyException();
	}

	@Test
	void tellsWhereItIsNotAsTheDocumentSays() {
		assertThatThrownBy(() -> walk("""
				# Title

				```sh run
				echo one
				echo two
				```
				```text
				one
				three
				```
				""")).isInstanceOf(AssertionError.class)
			.hasMessageContainingAll("page.md:3", "echo two", "two", "three");
	}

	@Test
	void tellsTheLineOfTheCommandThatFails() {
		assertThatThrownBy(() -> walk("""
				text

				```sh run
				echo before
				for n in 1 2; do
				  ls nowhere | cat
				done
				echo never
				```
				""")).hasMessageContainingAll("page.md:3", "line 6 ended with 2", "before");
	}

	@Test
	void endsWhatTakesTooLong() {
		assertThatThrownBy(() -> walk("""
				```sh run
				echo begun; sleep 300
				```
				""")).hasMessageContainingAll("begun", "not done after");
	}

	@Test
	void triesAgainWhatComesToItsOutputEventually() {
		assertThatCode(() -> walk("""
				```sh run
				n=0
				```
				```sh run eventually
				n=$((n + 1)); [ "$n" -gt 1 ]; echo "$n"
				```
				```text
				3
				```
				""")).doesNotThrowAnyException();
	}

	@Test
	void takesARefusalOnlyWhereOneIsDue() {
		assertThatThrownBy(() -> walk("""
				```sh run refused
				echo fine
				```
				""")).hasMessageContaining("ended with 0, not 22");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', commentCharacter = '%',
			value = { "sh | echo | commands are marked", "bash | echo | 'bash' is none of",
					"sh skip: x | echo | commands are marked", "~~ | ./run | '' is none of",
					"text | ./run | text is the output", "json | {} | json is a",
					"json sample | {a: 1} | Unexpected character", "sh run | ls # lists | a comment" })
	void refusesWhatHasNoMark(String info, String text, String fault) {
		Block block = Document.of("page.md", "\n```" + info + "\n" + text + "\n```\n").blocks().get(0);
		assertThat(block.place()).isEqualTo("page.md:2");
		assertThat(block.fault(null)).hasValueSatisfying((told) -> assertThat(told).startsWith(fault));
	}

	@Test
	void findsCommandsThatAreNotFenced() {
		assertThat(Document.of("page.md", "text\n\n    ./run --fresh\n").blocks())
			.allSatisfy((block) -> assertThat(block.fault(null)).isPresent())
			.hasSize(1);
	}

	private void walk(String text) throws Exception {
		new Walk(this.folder, this.folder.resolve("work"), Duration.ofSeconds(5), true)
			.through(Document.of("page.md", text));
	}

}
