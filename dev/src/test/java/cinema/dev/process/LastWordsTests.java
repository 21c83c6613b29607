package cinema.dev.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LastWordsTests {

	@TempDir
	Path folder;

	@Test
	void namesTheDeepestCauseWithoutItsClassOrFrames() throws IOException {
		assertThat(words("""
				12:00:00.000 ERROR o.s.boot.SpringApplication Application run failed
				org.springframework.beans.factory.BeanCreationException: Error creating bean
					at a.b.C.d(C.java:1)
				Caused by: java.lang.IllegalStateException: templates/email/none.md is missing
					at a.b.C.d(C.java:1)
					... 12 more
				""")).isEqualTo("\n    templates/email/none.md is missing");
	}

	@Test
	void tellsAnAnalysisWholeThatWasLoggedOnOneLine() throws IOException {
		String reason = "failed to convert java.lang.String to java.time.Duration " + "(caused by a word) ".repeat(40);
		assertThat(words("""
				12:00:00.000  WARN o.s.c.Context Exception encountered during context initialization
				\u001B[2m12:00:00.001\u001B[0;39m ERROR o.s.b.d.LoggingFailureAnalysisReporter  %s
				""".formatted("*************************** APPLICATION FAILED TO START *************************** "
				+ "Description: Failed to bind properties under 'cinema.mailing.time-to-live' to java.time.Duration: "
				+ "    Property: cinema.mailing.timetolive     Value: \"soon\"     Reason: " + reason
				+ " Action: Update your application's configuration. The following values are valid: DAYS ")))
			.isEqualTo(String.join("\n    ", "", "Description:",
					"Failed to bind properties under 'cinema.mailing.time-to-live' to java.time.Duration:",
					"    Property: cinema.mailing.timetolive", "    Value: \"soon\"", "    Reason: " + reason.strip(),
					"Action:", "Update your application's configuration. The following values are valid: DAYS"));
	}

	@Test
	void leavesOutWhatAnEarlierProcessSaid() throws IOException {
		String before = "fatal: of the time before\n";
		Path log = Files.writeString(this.folder.resolve("auth.log"), before + "fatal: of now\n");
		assertThat(LastWords.of(log, before.length())).contains("of now").doesNotContain("before");
	}

	@Test
	void fallsBackToTheLastLines() throws IOException {
		assertThat(words("zero\none\ntwo\nthree\nfour\nfive\n"))
			.isEqualTo("\n    one\n    two\n    three\n    four\n    five");
	}

	private String words(String text) throws IOException {
		Path log = Files.writeString(this.folder.resolve("auth.log"), text);
		return LastWords.of(log, 0).replace("\n  (" + log + ")", "");
	}

}
