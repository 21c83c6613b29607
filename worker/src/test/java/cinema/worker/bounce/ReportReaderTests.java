package cinema.worker.bounce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import cinema.worker.bounce.ProviderReports.ProviderReport;
import cinema.worker.bounce.Returned.Bounce;
import cinema.worker.bounce.Returned.Code;
import cinema.worker.bounce.Returned.Told;
import cinema.worker.bounce.Returned.Unclear;
import cinema.worker.returnpath.ReturnPaths;
import cinema.worker.returnpath.SignedPaths;
import cinema.workflows.contract.BounceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What providers tell as JSON. */
class ReportReaderTests {

	private final ReturnPaths paths = SignedPaths.on();

	private final ReportReader reader = new ReportReader(this.paths);

	private Returned read(String json) {
		return this.reader.read(json.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void readsTheSampleOfTheContract() throws IOException {
		assertThat(read(Files.readString(Path.of("../docs/contracts/bounce.json")))).isEqualTo(new Bounce(
				"5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9", BounceKind.HARD, "5.1.1 bounced: 550 5.1.1 no such user"));
	}

	@Test
	void believesAReturnPathByItsSignature() {
		String posting = UUID.randomUUID().toString();
		String json = "{\"return_path\": \"%s\", \"kind\": \"complaint\", \"detail\": \"ann@example.com said spam\"}";

		assertThat(read(json.formatted(this.paths.of(this.paths.reference(posting)))))
			.isEqualTo(new Bounce(posting, BounceKind.COMPLAINT, "complaint: <address> said spam"));
		assertThat(read(json.formatted(SignedPaths.strangers().of(SignedPaths.strangers().reference(posting)))))
			.isEqualTo(new Unclear(Code.FORGED, "return_path: is none of ours"));
	}

	@Test
	void readsWhatAProviderOfMessagesTellsOfItsOwn() {
		assertThat(read("{\"provider\": \"web\", \"reference\": \"81c2\", \"kind\": \"hard\", "
				+ "\"detail\": \"+7 916 123-45-67 is gone, code 027\"}"))
			.isEqualTo(
					new Told(new ProviderReport("web", null, "81c2", BounceKind.HARD, "<number> is gone, code 027")));
		assertThat(read("{\"provider\": \"web\", \"posting_id\": \"5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9\", "
				+ "\"kind\": \"soft\"}"))
			.isEqualTo(new Told(new ProviderReport("web", "5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9", null, BounceKind.SOFT,
					"told by the provider")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			null                                | UNREADABLE
			[                                   | UNREADABLE
			{"kind": "hard"}                    | INVALID_FIELD
			{"kind": "HARD", "posting_id": "x"} | INVALID_FIELD
			{"kind": "hard", "posting_id": "x"} | INVALID_FIELD
			{"posting_id": "x"}                 | INVALID_FIELD
			{"provider": "web", "kind": "hard"} | INVALID_FIELD
			{"provider": "a:b", "reference": "1", "kind": "hard"}    | INVALID_FIELD
			{"provider": "web", "posting_id": "x", "kind": "hard"}   | INVALID_FIELD
			""")
	void saysWhatIsWrong(String json, Code code) {
		assertThat(read(json)).isInstanceOfSatisfying(Unclear.class, (one) -> assertThat(one.code()).isEqualTo(code));
	}

}
