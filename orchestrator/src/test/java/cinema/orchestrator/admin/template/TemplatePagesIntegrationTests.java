package cinema.orchestrator.admin.template;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.rendering.StoredTemplates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages of templates, as an editor and whoever publishes sees them. */
@IntegrationTest
class TemplatePagesIntegrationTests {

	private static final String HELLO = "---\r\nsubject: x\r\n---\r\nHello <script>alert(1)</script>";

	@LocalServerPort
	private int port;

	@Autowired
	private SessionRepository<?> sessions;

	@Autowired
	private StoredTemplates stored;

	private final String name = "p_" + UUID.randomUUID().toString().replace("-", "");

	private final String home = "/admin/templates/" + this.name;

	private StaffVisit editor;

	@BeforeEach
	void signIn() {
		this.editor = StaffVisit.of(this.port, this.sessions, "templates:read", "templates:write");
	}

	@Test
	void listsWhatCameWithTheProgram() throws Exception {
		assertThat(this.editor.get("/admin/templates").body()).contains("new_movies", "email/new_movies_ru.md",
				"Came with the program");
		assertThat(this.editor.get("/admin/templates", "Accept-Language", "ru").body()).contains("Из поставки");
		assertThat(this.editor.get("/admin/templates/new_movies").body()).contains("context.movies[].title", "Solaris",
				"Is sent");
		assertThat(this.editor.get("/admin/templates/nobody_wrote_it").statusCode()).isEqualTo(404);
	}

	@Test
	void isWrittenComparedAndPublishedBySomebodyElse() throws Exception {
		HttpResponse<String> begun = this.editor.post("/admin/templates", Map.of("name", this.name));
		assertThat(begun.statusCode()).isEqualTo(303);
		assertThat(begun.headers().firstValue("Location").orElse("")).endsWith(this.home + "/edit");
		assertThat(this.editor.get(this.home + "/edit").body()).contains("email/" + this.name + "_ru.md");

		assertThat(save(HELLO, "0").statusCode()).isEqualTo(303);
		String page = this.editor.get(this.home).body();
		assertThat(page).contains("Version 1 is saved", "Draft").doesNotContain("Publish version 1");
		assertThat(this.editor.post(this.home + "/versions/1/publish", Map.of()).statusCode()).isEqualTo(403);

		StaffVisit admin = StaffVisit.by(this.port, this.sessions, UUID.randomUUID().toString(), "templates:read",
				"templates:publish");
		assertThat(admin.get(this.home).body()).contains("Publish version 1");
		assertThat(admin.post(this.home + "/versions/1/publish", Map.of()).statusCode()).isEqualTo(303);
		assertThat(this.stored.current(this.name)).isEqualTo(this.name + "@1");

		save(HELLO + " again", "1");
		assertThat(admin.get(this.home + "/diff?from=1&to=2").body()).contains(
				"<del>Hello &lt;script&gt;alert(1)&lt;/script&gt;</del>",
				"<ins>Hello &lt;script&gt;alert(1)&lt;/script&gt; again</ins>");
		assertThat(admin.get(this.home + "/edit").statusCode()).isEqualTo(403);
	}

	@Test
	void namesTheLineAtTheFieldAndKeepsWhatWasWritten() throws Exception {
		HttpResponse<String> refused = save("---\nsubject: x\n---\n\n${context.nobody} </textarea><script>", "0");

		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("context.nobody is missing, line 5", "aria-invalid=\"true\"",
				"${context.nobody} &lt;/textarea&gt;&lt;script&gt;");
	}

	@Test
	void losesNothingThatSomebodySavedMeanwhile() throws Exception {
		save(HELLO, "0");

		HttpResponse<String> late = save("---\nsubject: x\n---\nmine", "0");

		assertThat(late.statusCode()).isEqualTo(409);
		assertThat(late.body()).contains("Somebody has saved version 1 meanwhile", "mine</textarea>",
				"/diff?from=0&amp;to=1", "name=\"after\" value=\"1\"");
		assertThat(save("---\nsubject: x\n---\nmine", "1").statusCode()).as("behind theirs").isLessThan(400);
		assertThat(save("---\nsubject: x\n---\nmine", "1").statusCode()).as("pressed twice").isLessThan(400);
		assertThat(this.editor.get(this.home).body()).contains("/versions/2").doesNotContain("/versions/3");
	}

	@Test
	void showsTheLetterInFramesThatRunNothing() throws Exception {
		HttpResponse<String> shown = this.editor.post(this.home + "/preview", Map.of("shown",
				"email/" + this.name + ".md", "file", "email/" + this.name + ".md", "source", HELLO, "sample", ""));

		assertThat(shown.statusCode()).isEqualTo(200);
		assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
			.contains("default-src 'none'", "frame-ancestors 'self'", "sandbox")
			.doesNotContain("script-src");
		assertThat(shown.body()).contains("sandbox=\"\" srcdoc=\"&lt;!DOCTYPE html&gt;", "102 kB")
			.doesNotContain("<script");
		assertThat(
				this.editor.get("/admin/templates/new_movies/versions/0/preview?shown=email/new_movies_ru.md").body())
			.contains("Анна, у нас новые фильмы");
	}

	private HttpResponse<String> save(String source, String after) throws Exception {
		return this.editor.post(this.home + "/edit", Map.of("after", after, "file", "email/" + this.name + ".md",
				"source", source, "note", "a test", "sample", ""));
	}

}
