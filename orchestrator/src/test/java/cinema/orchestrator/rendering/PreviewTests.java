package cinema.orchestrator.rendering;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cinema.orchestrator.catalogue.Catalogues;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.unit.DataSize;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

class PreviewTests {

	private static final Pattern HIDDEN = Pattern.compile("<div style=\"display:none[^>]*>([^<]*)</div>");

	@TempDir
	private Path folder;

	static List<String> templates() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/main/resources/templates/email"))) {
			return files.map((one) -> one.getFileName().toString().replace(".md", "")).sorted().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("templates")
	void beginsWithWhatTheLetterSaysAndShowsNoAddressOfAPage(String template) throws IOException {
		for (String name : List.of("Anna", "Анна Мария", "x".repeat(80))) {
			String preview = preview(template, name);

			assertThat(preview.strip()).hasSizeBetween(20, 120)
				.doesNotContain("http", "www.", "cinema.example", "/s/", name)
				.doesNotStartWithIgnoringCase("hello")
				.doesNotStartWith("Здравствуйте")
				.matches("(?s)[\\p{Lu}\\d].*[.!?…»\"]");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					email_confirmation | Please confirm that this address is yours. If you did not sign up at Cinema, do nothing: nobody can use your address…
					email_confirmation_ru | Подтвердите, что этот адрес принадлежит вам. Если вы не регистрировались в Cinema, ничего делать не нужно. На странице…
					new_movies | Stalker (1979): A guide leads two men. Solaris. Enjoy the evening!
					new_device_ru | В вашу учётную запись вошли с устройства, которого мы раньше не видели: Когда: 23 ноября 2026 г., 13:00…
					""")
	void readsWell(String template, String preview) throws IOException {
		assertThat(preview(template, "Ann").strip()).isEqualTo(preview);
	}

	@Test
	void isPaddedSoThatNothingElseIsPulledIn() throws IOException {
		String hidden = hidden("email_confirmation", "Ann");

		assertThat(hidden.replace("\u200c", "")).hasSizeGreaterThanOrEqualTo(150);
		assertThat(hidden).endsWith("\u200c\u00a0".repeat(20));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			Hello Ann,\\n\\n**[Go](https://cinema.example/s/a)** | Hello Ann,
			**[Go](https://cinema.example/s/a)** | ``
			[Go](https://cinema.example/s/a) | ``
			# Title | ``
			See [our rules](https://cinema.example/rules) first. | See our rules first.
			Look at https://cinema.example/s/aaaa today | Look at today.
			Hi Ann!\\n\\n- one\\n- two | one. two.
			Great news! There is more. | Great news! There is more.
			dear all,\\n\\nélan is back | Élan is back.
			""")
	void leavesOutWhatSaysNothing(String markdown, String preview) {
		assertThat(Preview.of(Parser.builder().build().parse(markdown.replace("\\n", "\n")))).isEqualTo(preview);
	}

	@Test
	void cutsAtAWordAndACharacterWhereThereIsNone() {
		assertThat(PlainText.cutAtWord("one two, three", 10)).isEqualTo("one two…");
		assertThat(PlainText.cutAtWord("🎬".repeat(20), 10)).isEqualTo("🎬".repeat(9) + "…");
		assertThat(PlainText.cutAtWord("one two", 7)).isEqualTo("one two");
	}

	@Test
	void writesTheAddressOfALinkOnALineOfItsOwnInTheText() throws IOException {
		assertThat(render("email_confirmation", "Ann").text().lines()).containsSequence("Confirm the address:",
				"https://cinema.example/s/Zk3xQ");
		template("inline", "Read [the rules](https://cinema.example/rules).");
		assertThat(render("inline", "Ann").text().lines()).containsExactly("Read the rules:",
				"https://cinema.example/rules", ".");
	}

	private String preview(String template, String name) throws IOException {
		return hidden(template, name).replaceAll("[\u200c\u00a0]", "");
	}

	private String hidden(String template, String name) throws IOException {
		Matcher hidden = HIDDEN.matcher(render(template, name).html());
		assertThat(hidden.find()).isTrue();
		return HtmlUtils.htmlUnescape(hidden.group(1));
	}

	private void template(String name, String body) throws IOException {
		Files.createDirectories(this.folder.resolve("email"));
		Files.writeString(this.folder.resolve("email/" + name + ".md"), "---\nsubject: x\n---\n" + body);
	}

	private Letter render(String file, String name) throws IOException {
		RenderingProperties properties = new RenderingProperties(
				List.of(this.folder.toUri().toString(), "classpath:/templates/"), List.of("ru"),
				URI.create("https://cinema.example"), Duration.ofSeconds(5), DataSize.ofKilobytes(256));
		Renderer renderer = new Renderer(
				new Templates(properties, new DefaultResourceLoader(), Catalogues.real(), NoVersions.INSTANCE),
				properties, new SealProperties(Map.of(), null));
		return renderer.render(new LetterRequest("email/" + file.replace("_ru", ""), file.endsWith("_ru") ? "ru" : "en",
				Map.of("receiver", Map.of("first_name", name, "time_zone", "Europe/Moscow"), "event",
						Map.of("occurred_at", "2026-11-23T10:00:00Z"), "details",
						with(sample(file, "details"), details()), "context",
						with(sample(file, "context"), context()))));
	}

	private static Map<String, Object> with(Map<String, Object> sample, Map<String, Object> ours) {
		Map<String, Object> all = new HashMap<>(sample);
		all.putAll(ours);
		return all;
	}

	private static Map<String, Object> sample(String file, String part) throws IOException {
		Path sample = Path.of("src/main/resources/templates/samples", file.replace("_ru", "") + ".json");
		return Files.exists(sample) ? JsonMapper.shared()
			.convertValue(JsonMapper.shared().readTree(sample.toFile()).path(part),
					new TypeReference<Map<String, Object>>() {
					})
				: Map.of();
	}

	private static Map<String, Object> details() {
		return Map.of("confirm_link", "/s/Zk3xQ", "undo_link", "/s/Zk3xQ", "reset_link", "/s/Zk3xQ", "signed_in_at",
				"2026-11-23T10:00:00Z", "address", "203.0.113.7", "device", "Phone", "service", "google", "stats",
				List.of(Map.of("type", "like", "total", 7), Map.of("type", "comment", "total", 2)));
	}

	private static Map<String, Object> context() {
		return Map.of("series", List.of(Map.of("title", "The Kingdom", "episode", "The unheavenly host")), "movies",
				List.of(Map.of("title", "Stalker", "year", 1979, "summary", "A guide leads two men"),
						Map.of("title", "Solaris")),
				"targets", List.of(Map.of("title", "Mirror"), Map.of()));
	}

}
