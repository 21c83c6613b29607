package cinema.orchestrator.attachment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.Attachment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttachmentListTests {

	private static final Map<String, String> GOOD = Map.of("name", "a.pdf", "url", "http://files/public/a.pdf", "type",
			"application/pdf");

	@Test
	void readsFilesAsTheyAreOrdered() {
		List<Attachment> files = read(
				"""
						[{"name": "poster.png", "url": "http://files/public/poster.png", "type": "image/png", "content_id": "poster"},
						 {"name": "Билет ❤️.pdf", "url": "http://files/own/{user_id}.pdf", "type": "application/pdf", "sha256": "%s"}]
						"""
					.formatted("0a".repeat(32)));

		assertThat(files).containsExactly(
				new Attachment("poster.png", "http://files/public/poster.png", "image/png", "poster", null, true),
				new Attachment("Билет ❤️.pdf", "http://files/own/{user_id}.pdf", "application/pdf", null,
						"0a".repeat(32), false));
		assertThat(AttachmentList.read(null, true)).isEmpty();
		assertThat(AttachmentList.read(List.of(GOOD), false)).extracting(Attachment::shared).containsExactly(false);
	}

	/** What workers take. */
	@Test
	void takesFilesOfTheUsualTypesWhereNoSettingNamesOthers() {
		assertThat(new AttachmentProperties(Map.of(), null, 10).types()).isEqualTo(Attachment.USUAL_TYPES);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					``             | 5
					``             | {"name": "a.pdf"}
					[0]            | ["http://files/public/a.pdf"]
					[0].name       | [{"url": "http://files/public/a", "type": "application/pdf"}]
					[0].name       | [{"name": 5, "url": "http://files/public/a", "type": "application/pdf"}]
					[0].name       | [{"name": "../a.pdf", "url": "http://files/public/a", "type": "application/pdf"}]
					[0].name       | [{"name": "a\\\\b.pdf", "url": "http://files/public/a", "type": "application/pdf"}]
					[0].name       | [{"name": "a\\r\\nb.pdf", "url": "http://files/public/a", "type": "application/pdf"}]
					[0].name       | [{"name": "fdp.\\u202eexe", "url": "http://files/public/a", "type": "application/pdf"}]
					[0].name       | [{"name": "a\\u200b.pdf", "url": "http://files/public/a", "type": "application/pdf"}]
					[0].name       | [{"name": "..", "url": "http://files/public/a", "type": "application/pdf"}]
					[0].name       | [{"name": " a.pdf", "url": "http://files/public/a", "type": "application/pdf"}]
					[0].name       | [{"name": "", "url": "http://files/public/a", "type": "application/pdf"}]
					[0].url        | [{"name": "a.pdf", "type": "application/pdf"}]
					[0].url        | [{"name": "a.pdf", "url": " ", "type": "application/pdf"}]
					[0].type       | [{"name": "a.pdf", "url": "http://files/public/a", "type": "PDF"}]
					[0].type       | [{"name": "a.pdf", "url": "http://files/public/a", "type": "application/pdf; name=a"}]
					[0].content_id | [{"name": "a.png", "url": "http://files/public/a", "type": "image/png", "content_id": "<a>"}]
					[0].content_id | [{"name": "a.pdf", "url": "http://files/public/a", "type": "application/pdf", "content_id": "a"}]
					[1].content_id | [{"name": "a", "url": "http://a/a", "type": "image/png", "content_id": "a"}, {"name": "b", "url": "http://a/b", "type": "image/png", "content_id": "a"}]
					[0].sha256     | [{"name": "a.pdf", "url": "http://files/public/a", "type": "application/pdf", "sha256": "abc"}]
					[0]            | [{"name": "a.pdf", "url": "http://files/public/a", "type": "application/pdf", "cid": "a"}]
					""")
	void namesWhatIsWrongAndWhere(String place, String json) {
		assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(AttachmentRefusedException.class,
				(refused) -> assertThat(refused.place()).as(refused.getMessage()).isEqualTo(place));
	}

	/** It may be the name of a person. */
	@Test
	void quotesNoNameThatItRefuses() {
		assertThatThrownBy(
				() -> read("[{\"name\": \"ann/lee.pdf\", \"url\": \"http://a/a\", \"type\": \"application/pdf\"}]"))
			.hasMessageNotContaining("ann");
	}

	@Test
	void takesLongNamesByTheirCharacters() {
		String longest = "\uD83C\uDFAC".repeat(150);

		assertThat(AttachmentList.read(List.of(with("name", longest)), true)).hasSize(1);
		assertThatThrownBy(() -> AttachmentList.read(List.of(with("name", longest + "x")), true))
			.hasMessageContaining("1 to 150 characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://files/public/../own/a", "http://files/other/a", "http://evil/public/a",
			"ftp://files/public/a", "http://files:8080/public/a", "http://files@evil/public/a", "/public/a",
			"http://169.254.169.254/public/a", "http://{user_id}/public/a", "http://files/public/{user}" })
	void asksNobodyButServicesThatAreConfigured(String url) {
		List<Attachment> files = AttachmentList.read(List.of(with("url", url)), true);

		assertThatThrownBy(() -> TestAttachments.of("files").require(files)).isInstanceOfSatisfying(
				AttachmentRefusedException.class, (refused) -> assertThat(refused.place()).isEqualTo("[0].url"));
	}

	@Test
	void refusesEachWhereNoServiceIsConfigured() {
		List<Attachment> files = AttachmentList.read(List.of(GOOD), true);

		TestAttachments.of("files").require(files);
		assertThatThrownBy(() -> TestAttachments.of().require(files))
			.hasMessage("[0].url: no service of that name is configured under cinema.attachments.services");
	}

	@Test
	void refusesOtherTypesAndTooMany() {
		assertThatThrownBy(() -> TestAttachments.of("files")
			.require(AttachmentList.read(List.of(with("type", "text/html")), true)))
			.hasMessageStartingWith("[0].type: has to be of cinema.attachments.types: image/png, application/pdf");
		assertThatThrownBy(
				() -> TestAttachments.of("files").require(AttachmentList.read(List.of(GOOD, GOOD, GOOD, GOOD), true)))
			.hasMessage(": has 4 files, and a letter may have 3");
	}

	@Test
	void givesEachReceiverTheirOwn() {
		List<Attachment> ordered = AttachmentList.read(List.of(GOOD, with("url", "http://files/own/{user_id}?a")),
				true);

		assertThat(Attachments.ofReceiver(ordered, "u/1")).extracting(Attachment::url)
			.containsExactly("http://files/public/a.pdf", "http://files/own/u%2F1?a");
		assertThat(Attachments.ofReceiver(null, "u-1")).isEmpty();
	}

	private static Map<String, String> with(String field, String value) {
		Map<String, String> file = new HashMap<>(GOOD);
		file.put(field, value);
		return file;
	}

	private static List<Attachment> read(String json) {
		return AttachmentList.read(JsonMapper.shared().readValue(json, Object.class), true);
	}

}
