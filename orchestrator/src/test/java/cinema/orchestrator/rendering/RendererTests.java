package cinema.orchestrator.rendering;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Catalogues;
import cinema.platform.problem.RefusedException;
import cinema.platform.text.MessageParts;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RendererTests {

	private static final SealProperties NO_KEYS = new SealProperties(Map.of(), null);

	@TempDir
	private Path folder;

	@Test
	void rendersALetterInEnglishAndInRussian() throws IOException {
		Letter english = renderer().render(new LetterRequest("email/welcome", "en-GB", values("Ann")));
		Letter russian = renderer().render(new LetterRequest("email/welcome", "ru-RU", values("Аня")));

		assertThat(english.subject()).isEqualTo("Welcome to Cinema, Ann!");
		assertThat(english.html()).contains("<html lang=\"en\">", "Welcome, Ann</h1>", "<strong>Find</strong>");
		assertThat(english.text()).contains("Welcome, Ann").contains("- Find a film").doesNotContain("<", "**", "\\");
		assertThat(russian.subject()).isEqualTo("Добро пожаловать в Cinema, Аня!");
		assertThat(russian.html()).contains("<html lang=\"ru\">", "Аня");
	}

	@Test
	void fallsBackToEnglish() throws IOException {
		assertThat(renderer().render(new LetterRequest("email/welcome", "fr", values("Ann"))).subject())
			.startsWith("Welcome");
		assertThat(renderer().render(new LetterRequest("email/welcome", "no locale", values("Ann"))).subject())
			.startsWith("Welcome");
	}

	@Test
	void writesOutTheLinkInTheTextAndMakesItAButtonInHtml() throws IOException {
		Map<String, @Nullable Object> values = values("Ann");
		values.put("details", Map.of("confirm_link", "/s/Zk_3x-Q~1?a=1&b=2"));

		Letter letter = renderer().render(new LetterRequest("email/email_confirmation", "en", values));

		assertThat(letter.text()).contains("https://cinema.example/s/Zk_3x-Q~1?a=1&b=2");
		assertThat(letter.html())
			.contains("href=\"https://cinema.example/s/Zk_3x-Q~1?a=1&amp;b=2\" style=\"display:inline-block");
	}

	@ParameterizedTest
	@ValueSource(strings = { "email_change", "email_changed", "email_restored", "new_device", "password_reset",
			"account_linked", "account_unlinked", "data_exported", "second_factor_added", "second_factor_removed",
			"token_reused" })
	void rendersLettersOfSafety(String template) throws IOException {
		Map<String, @Nullable Object> values = values("Ann");
		values.put("details", Map.of("confirm_link", "/s/a", "undo_link", "/s/a", "reset_link", "/s/a", "signed_in_at",
				"2026-11-23T10:00:00Z", "address", "203.0.113.7", "device", "Phone *1*", "service", "google"));

		for (String language : List.of("en", "ru")) {
			Letter letter = renderer().render(new LetterRequest("email/" + template, language, values));
			assertThat(letter.subject()).isNotBlank();
			assertThat(letter.text()).contains("Ann").doesNotContain("${");
		}
		assertThat(renderer().render(new LetterRequest("email/new_device", "en", values)).text()).contains("Phone *1*");
	}

	@Test
	void rendersWhatAPageShowsWithoutAFrame() throws IOException {
		Map<String, @Nullable Object> values = values("Ann");
		values.put("details", Map.of("address", "<b>1</b>", "device", "Phone", "signed_in_at", "2026-11-23T10:00:00Z"));
		for (String language : List.of("en", "ru")) {
			Letter message = renderer().render(new LetterRequest("web/new_device", language, values));
			assertThat(message.subject()).isNotBlank();
			assertThat(message.html()).startsWith("<ul>")
				.contains("&lt;b&gt;")
				.doesNotContain("style=", "<html", "<b>");
			assertThat(message.text()).contains("Phone");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			new_episodes_digest | en | 5 new episodes of your series       | Seventeen Moments (2) | And 2 more
			new_episodes_digest | ru | Новое в ваших сериалах: 5           | Seventeen Moments (2) | И ещё: 2
			reactions_digest    | en | What others said of yours, 3 times  | Likes: 12             | Stalker
			reactions_digest    | ru | Что сказали о ваших отзывах, новостей: 3 | Нравится: 12     | Stalker
			""")
	void rendersWhatWasCollected(String template, String language, String subject, String group, String rest)
			throws IOException {
		JsonNode sample = JsonMapper.shared()
			.readTree(new ClassPathResource("templates/samples/" + template + ".json").getInputStream());
		Map<String, @Nullable Object> values = values("Ann");
		values.put("context", JsonMapper.shared().treeToValue(sample.path("context"), Map.class));

		Letter letter = renderer().render(new LetterRequest("email/" + template, language, values));

		assertThat(letter.subject()).isEqualTo(subject);
		assertThat(letter.text()).contains("Ann", group, rest);
	}

	/** A warning is worth more than what it leaves out. */
	@ParameterizedTest
	@ValueSource(strings = { "email_changed", "email_restored", "new_device", "account_linked", "account_unlinked",
			"data_exported", "second_factor_added", "second_factor_removed", "password_changed" })
	void warnsOfWhatItsProducerTellsNothingMoreAbout(String template) throws IOException {
		Map<String, @Nullable Object> values = values("Ann");
		values.put("details", Map.of());

		for (String language : List.of("en", "ru")) {
			assertThat(renderer().render(new LetterRequest("email/" + template, language, values)).text())
				.contains("Ann");
		}
		assertThat(renderer().render(new LetterRequest("email/new_device", "en", values)).text())
			.contains("23 November 2026", "15:45 (Asia/Kathmandu)", "Device: unknown");
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "2026-11-23T10:00:00", "1763892000" })
	void printsATimeThatCannotBeReadAsItStands(String written) throws IOException {
		template("time", "subject: x", "At ${moment('" + written + "')}, ${moment(1763892000)}.");

		assertThat(renderer().render(new LetterRequest("email/time", "en", values("Ann"))).text())
			.contains("At " + written + ", 1763892000.");
	}

	@Test
	void printsTimesAsTheReceiversClockShowsThem() throws IOException {
		assertThat(renderer().render(new LetterRequest("email/password_changed", "en", values("Ann"))).text())
			.contains("23 November 2026", "15:45 (Asia/Kathmandu)");
		assertThat(renderer().render(new LetterRequest("email/password_changed", "ru", values("Ann"))).text())
			.contains("23 ноября 2026", "15:45 (Asia/Kathmandu)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "**bold**", "${7*7}", "<script>alert(1)</script>", "[x](javascript:alert(1))", "# title",
			"1. one", "> quote", "- item", "a | b", "`code`", "&amp;", "<img src=x onerror=y>",
			"![i](http://evil/i.png)", "http://evil.example", "~~~", "===", "\\*", "&#106;avascript:", "[#include 'x']",
			"<#if true>" })
	void printsWhatAPersonIsCalledAsItStands(String name) throws IOException {
		template("name", "subject: Hi ${receiver.first_name}",
				"${receiver.first_name}\n\nafter ${receiver.first_name}!");

		Letter letter = renderer().render(new LetterRequest("email/name", "en", values(name)));

		assertThat(letter.subject()).isEqualTo("Hi " + name);
		assertThat(letter.text()).isEqualTo(name + "\n\nafter " + name + "!");
		assertThat(letter.html())
			.contains("after "
					+ name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;"))
			.doesNotContain("<script", "<img", "<strong", "<a ", "<h1", "<li");
	}

	@Test
	void keepsAValueOnOneLine() throws IOException {
		template("name", "subject: Hi ${receiver.first_name}", "Hi ${receiver.first_name}");

		Letter letter = renderer()
			.render(new LetterRequest("email/name", "en", values("  a\r\nBcc: x@y\u2028\t\u0000b\ud800 ")));

		assertThat(letter.subject()).isEqualTo("Hi a Bcc: x@y b?");
		assertThat(letter.text()).isEqualTo("Hi a Bcc: x@y b?");
	}

	@Test
	void cutsASubjectThatIsTooLong() throws IOException {
		assertThat(renderer().render(new LetterRequest("email/welcome", "en", values("x".repeat(500)))).subject())
			.hasSize(200)
			.endsWith("…");
	}

	@ParameterizedTest
	@ValueSource(strings = { "${details.movies}", "${details.nothing}", "${context.title}", "${receiver}",
			"${link('http://evil/s')}", "${link('//evil/s')}", "${link('javascript:x')}",
			"${link('https://cinema.example.evil/s')}", "${link('/s/\\nBcc')}", "<#macro m><@m/></#macro><@m/>",
			"<#list 1..1000000 as i>xxxxxxxxxxxxxxxxxxxxxxxxx</#list>", "${moment(details)}" })
	void failsForGoodAndNamesTheTemplate(String body) throws IOException {
		template("broken", "subject: x", body);

		ApplicationFailure failure = catchThrowableOfType(ApplicationFailure.class,
				() -> renderer().render(new LetterRequest("email/broken", "en", values("Ann"))));

		assertThat(failure.getType()).isEqualTo("RENDER_FAILED");
		assertThat(failure.isNonRetryable()).isTrue();
		assertThat(failure.getOriginalMessage()).startsWith("email/broken: ").hasSizeGreaterThan(20);
	}

	@Test
	void namesTheVariableThatIsMissing() throws IOException {
		template("broken", "subject: x", "Hi ${details.nick_name}");

		assertThatThrownBy(() -> renderer().render(new LetterRequest("email/broken", "en", values("Ann"))))
			.hasMessageContaining("email/broken: details.nick_name is missing, line 4");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<#list receiver as one>${one}</#list>            | receiver is no list
			<#list receiver.first_name as one>${one}</#list> | receiver.first_name is no list
			${receiver.first_name.x}                         | receiver.first_name has no fields
			${receiver}                                      | receiver is no text
			${receiver.first_name?number}                    | is no number
			${receiver.first_name * 2}                       | receiver.first_name is no number
			<#if receiver.first_name>x</#if>                 | receiver.first_name is neither true nor false
			${context.missing[0].title}                      | context.missing is missing
			""")
	void saysInPlainWordsWhatIsWrong(String body, String words) throws IOException {
		template("broken", "subject: x", "A line.\n\n" + body);

		ApplicationFailure failure = catchThrowableOfType(ApplicationFailure.class,
				() -> renderer().render(new LetterRequest("email/broken", "en", values("Ann"))));

		assertThat(failure.getOriginalMessage()).startsWith("email/broken: ")
			.contains(words)
			.endsWith(", line 6")
			.doesNotContain("Ann", "freemarker", "wrapped", "Map", "hash");
	}

	@Test
	void endsATemplateThatDoesNot() throws IOException {
		template("endless", "subject: x", "<#list 1.. as i></#list>");
		Renderer renderer = new Renderer(templates(Catalogues.real()), properties(Duration.ofMillis(200)), NO_KEYS);

		assertThatThrownBy(() -> renderer.render(new LetterRequest("email/endless", "en", values("Ann"))))
			.hasMessageContaining("did not end within");
	}

	@Test
	void rendersSeveralLettersAndTellsOfEachWhatIsWrong() throws IOException {
		template("name", "subject: Hi", "${receiver.first_name?number}");
		List<LetterRequest> wanted = List.of(new LetterRequest("email/name", "en", values("1")),
				new LetterRequest("email/name", "en", values("Ann")),
				new LetterRequest("email/nobody_wrote_it", "en", values("2")),
				new LetterRequest("email/name", "en", values("3")));

		List<Rendered> rendered = renderer().render(wanted);

		assertThat(rendered).map((one) -> (one.letter() != null) ? one.letter().text() : "none")
			.containsExactly("1", "none", "none", "3");
		assertThat(rendered.get(1).failure()).hasMessageContaining("email/name: ");
		assertThat(rendered.get(2).failure()).hasMessageContaining("there is no such template");
	}

	@Test
	void endsOneOfSeveralThatDoesNot() throws IOException {
		template("endless", "subject: x", "<#if receiver.first_name == 'Ann'><#list 1.. as i></#list></#if>");
		Renderer renderer = new Renderer(templates(Catalogues.real()), properties(Duration.ofMillis(200)), NO_KEYS);
		List<LetterRequest> wanted = List.of(new LetterRequest("email/welcome", "en", values("Bob")),
				new LetterRequest("email/endless", "en", values("Bob")),
				new LetterRequest("email/endless", "en", values("Ann")));

		assertThatThrownBy(() -> renderer.render(wanted)).hasMessageContaining("email/endless: it did not end within");
	}

	@Test
	void takesNoMoreDraftsThanItCanTry() throws IOException {
		Renderer renderer = new Renderer(templates(Catalogues.real()), properties(Duration.ofMillis(500)), NO_KEYS);
		TemplateText endless = new TemplateText("email", "t", "en", """
				---
				subject: x
				---
				<#list 1..999 as i><#list 1..999 as j><#list 1..999 as k></#list></#list></#list>""");
		ExecutorService editors = Executors.newCachedThreadPool();
		List<CompletableFuture<DraftLetter>> tried = Stream
			.generate(() -> CompletableFuture.supplyAsync(() -> renderer.render(endless, values("Ann")), editors))
			.limit(20)
			.toList();
		editors.shutdown();

		assertThat(tried)
			.filteredOn((one) -> one.handle((letter, failure) -> failure != null
					&& failure.getCause() instanceof RefusedException refused && refused.getStatusCode().value() == 503)
				.join())
			.hasSizeGreaterThanOrEqualTo(10);
		assertThat(renderer.render(new LetterRequest("email/welcome", "en", values("Ann"))).subject()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "${\"freemarker.template.utility.Execute\"?new()(\"id\")}", "${receiver?api}", "${'1+1'?eval}",
					"<#include \"/etc/passwd\">", "<#import \"x\" as x>", "${.data_model}", "<@'x'?interpret />" })
	void refusesTemplatesThatReachBeyondTheirValues(String body) throws IOException {
		template("welcome", "subject: x", body);

		assertThatThrownBy(() -> templates(Catalogues.real())).hasMessageContaining("email/welcome")
			.hasMessageContaining("forbidden");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no head", "---\nsubject: a\n", "---\ntitle: a\n---\nbody",
			"---\nsubject: a\nb: c\n---\nx", "---\nsubject: a\n---\n${" })
	void stopsAtATemplateThatCannotBeRead(String source) throws IOException {
		Files.createDirectories(this.folder.resolve("email"));
		Files.writeString(this.folder.resolve("email/welcome.md"), source);

		assertThatThrownBy(() -> templates(Catalogues.real())).hasMessageContaining("email/welcome");
	}

	@Test
	void stopsAtAMissingTemplateAndNamesTheNotice() {
		assertThatThrownBy(() -> templates(Catalogues
			.of("cinema: {catalogue: {events: {fell: {notices: {snore: {topic: a, template: gone, channels: [email], time-to-live: 1d}}}}}}")))
			.hasMessageContaining("fell.snore")
			.hasMessageContaining("email/gone");
	}

	@Test
	void opensALinkThatWasSealedForThisLetterAlone() throws IOException {
		SealProperties seal = new SealProperties(Map.of("one", IntegrationTest.KEY), null);
		template("welcome", "subject: x", "[Confirm](${link(details.confirm_link)})");
		Map<String, @Nullable Object> values = values("Ann");
		values.put("details", seal.links().seal("1+t", Map.of("user_id", "7", "confirm_link", "/s/Zk3xQ")));
		LetterRequest wanted = new LetterRequest("email/welcome", "en", values);

		Renderer renderer = new Renderer(templates(Catalogues.real()), properties(Duration.ofSeconds(5)), seal);
		assertThat(renderer.render(wanted).text()).contains("https://cinema.example/s/Zk3xQ");

		Renderer stranger = new Renderer(templates(Catalogues.real()), properties(Duration.ofSeconds(5)), NO_KEYS);
		assertThatThrownBy(() -> stranger.render(wanted)).hasMessageContaining("RENDER_FAILED")
			.hasMessageContaining(
					"email/welcome: details.confirm_link cannot be opened: the key it was sealed with is not known");
	}

	@Test
	void rendersAMessageOfTextAlone() throws IOException {
		SealProperties seal = new SealProperties(Map.of("one", IntegrationTest.KEY), null);
		Map<String, @Nullable Object> values = values("Ann");
		values.put("details",
				seal.links().seal("1+t", Map.of("user_id", "7", "confirm_code", "492039", "expires_in", 120)));
		assertThat(values.get("details").toString()).as("it is sealed until then").doesNotContain("492039");
		Renderer renderer = new Renderer(templates(Catalogues.real()), properties(Duration.ofSeconds(5)), seal);

		Letter english = renderer.render(new LetterRequest("sms/phone_confirmation", "en", values));
		Letter russian = renderer.render(new LetterRequest("sms/phone_confirmation", "ru-RU", values));
		assertThat(english)
			.isEqualTo(new Letter("", "", "Cinema: your code is 492039. It works for 120 seconds. Tell it to nobody."));
		assertThat(MessageParts.of(english.text()).parts()).hasSize(1);
		assertThat(russian.text()).contains("492039", "120");
		assertThat(MessageParts.of(russian.text()).parts()).hasSize(1);
	}

	@Test
	void leavesNoLinkButOursInAMessage() throws IOException {
		text("hello", "${receiver.first_name}: ${context.title}\n\n\n\n${link('/s/abc')} *${context.price}*");
		Map<String, @Nullable Object> values = values(
				"Your account is blocked, see evil.example/x or www.evil.example");
		values.put("context", Map.of("title", "Go to https://evil.example now: evil.example", "price", 12.5));

		assertThat(renderer().render(new LetterRequest("sms/hello", "en", values)).text()).isEqualTo(
				"Your account is blocked, see or: Go to now: evil. example\n\nhttps://cinema.example/s/abc *12.5*");
	}

	/** Each value for itself is no link. */
	@Test
	void leavesNoLinkThatIsPutTogether() throws IOException {
		text("hello",
				"${context.a}${context.b} ${receiver.first_name}.com/x ${context.c}${context.d} (${link('/s/abc')}.)"
						+ " ${context.e}${context.f}|");
		Map<String, @Nullable Object> values = values("Ann");
		values.put("context", Map.of("a", "evil.", "b", "org", "c", "http:", "d", "//evil", "e", "Hi ", "f", "you"));

		assertThat(renderer().render(new LetterRequest("sms/hello", "en", values)).text())
			.isEqualTo("evil. org Ann. com/x http: //evil (https://cinema.example/s/abc.) Hi you|");
	}

	@Test
	void refusesMessagesThatAreEmptyOrHaveNoEnd() throws IOException {
		text("empty", "<#if false>x</#if>\n");
		text("endless", "<#list 1..1601 as i>a</#list>");
		text("longest", "<#list 1..1600 as i>a</#list>");

		assertThatThrownBy(() -> renderer().render(new LetterRequest("sms/empty", "en", values("Ann"))))
			.hasMessageContaining("the text is empty");
		assertThatThrownBy(() -> renderer().render(new LetterRequest("sms/endless", "en", values("Ann"))))
			.hasMessageContaining("the text has 1601 characters, and may have 1600");
		assertThat(renderer().render(new LetterRequest("sms/longest", "en", values("Ann"))).text()).hasSize(1600);
	}

	@Test
	void looksForTextsWhereLettersAreTextAlone() throws IOException {
		text("hello", "Hi");
		template("both", "subject: x", "Hi");
		Files.writeString(this.folder.resolve("sms/wrong.md"), "---\nsubject: x\n---\nHi");

		assertThat(renderer().knows("sms/hello")).isTrue();
		assertThat(renderer().knows("sms/wrong")).isFalse();
		assertThat(renderer().knows("email/both")).isTrue();
		assertThat(TemplateText.of("hello", "sms/hello_ru.txt", "Hi"))
			.hasValueSatisfying((text) -> assertThat(text.file()).isEqualTo("sms/hello_ru.txt"));
		assertThat(TemplateText.of("hello", "sms/hello.md", "Hi")).isEmpty();
		assertThat(TemplateText.of("hello", "email/hello.txt", "Hi")).isEmpty();
	}

	@Test
	void showsImagesThatTheLetterBrings() throws IOException {
		template("poster", "subject: x", "![A *cat*](cid:poster)\n\n[no link](cid:poster)");

		Letter letter = renderer().render(new LetterRequest("email/poster", "en", values("Ann"), Set.of("poster")));

		assertThat(letter.html()).contains("<img src=\"cid:poster\" alt=\"A cat\"").doesNotContain("href=\"cid:");
		assertThat(letter.text()).startsWith("A cat\n\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					![x](cid:poster) ![y](cid:map) | poster     | it shows cid:map, and no file of it has that content_id
					![x](cid:poster)               |            | it shows cid:poster, and no file of it has that content_id
					![x](cid:Poster)               | poster     | it shows cid:Poster, and no file of it has that content_id
					![x](cid:poster)               | poster,map | it does not show cid:map, which one of its files has as its content_id
					[x](cid:poster)                | poster     | it does not show cid:poster, which one of its files has as its content_id
					![x](https://a.example/cid:a)  | a          | it does not show cid:a, which one of its files has as its content_id
					""")
	void failsWhereALetterShowsOthersThanItBrings(String body, @Nullable String images, String reason)
			throws IOException {
		template("poster", "subject: x", body);
		Set<String> brought = (images != null) ? Set.of(images.split(",")) : Set.of();

		assertThatThrownBy(() -> renderer().render(new LetterRequest("email/poster", "en", values("Ann"), brought)))
			.hasMessageContaining("email/poster: " + reason);
	}

	@Test
	void writesOtherImagesAsBefore() throws IOException {
		template("far", "subject: x", "![A cat](https://a.example/cat.png) ![B](javascript:alert(1))");

		Letter letter = renderer().render(new LetterRequest("email/far", "en", values("Ann")));

		assertThat(letter.html()).contains("src=\"https://a.example/cat.png\"").doesNotContain("javascript");
		assertThat(letter.text()).contains("\"A cat\" (https://a.example/cat.png)");
	}

	private void text(String name, String body) throws IOException {
		Files.createDirectories(this.folder.resolve("sms"));
		Files.writeString(this.folder.resolve("sms/" + name + ".txt"), body);
	}

	private void template(String name, String head, String body) throws IOException {
		Files.createDirectories(this.folder.resolve("email"));
		Files.writeString(this.folder.resolve("email/" + name + ".md"), "---\n" + head + "\n---\n" + body);
	}

	private Renderer renderer() throws IOException {
		return new Renderer(templates(Catalogues.real()), properties(Duration.ofSeconds(5)), NO_KEYS);
	}

	private Templates templates(Catalogue catalogue) throws IOException {
		return new Templates(properties(Duration.ofSeconds(5)), new DefaultResourceLoader(), catalogue,
				NoVersions.INSTANCE);
	}

	private RenderingProperties properties(Duration timeout) {
		return new RenderingProperties(List.of(this.folder.toUri().toString(), "classpath:/templates/"), List.of("ru"),
				URI.create("https://cinema.example"), timeout, DataSize.ofKilobytes(256));
	}

	private static Map<String, @Nullable Object> values(String name) {
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("receiver", Map.of("first_name", name, "time_zone", "Asia/Kathmandu"));
		values.put("event", Map.of("type", "t", "id", "1", "occurred_at", "2026-11-23T10:00:00Z"));
		values.put("details", Map.of("movies", List.of("a", "b")));
		values.put("context", Map.of());
		return values;
	}

}
