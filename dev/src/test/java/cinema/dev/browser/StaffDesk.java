package cinema.dev.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import cinema.dev.endtoend.RunningStack;
import cinema.dev.machine.RunFolder;
import cinema.dev.people.People;
import cinema.dev.stack.Person;
import cinema.dev.stack.Places;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** Where staff of the running stack sit down at a browser and sign in to the admin. */
final class StaffDesk {

	private final Places places;

	private final Map<String, Person> people;

	private StaffDesk(Places places, Map<String, Person> people) {
		this.places = places;
		this.people = people;
	}

	/** With an account for each role. */
	static StaffDesk of(Places places) throws IOException, InterruptedException {
		RunFolder folder = new RunFolder(Path.of("..").toAbsolutePath().normalize(), RunningStack.FOLDER);
		return new StaffDesk(places, new People(folder, System.getenv()).make(places.auth()));
	}

	/** At the first page of the admin. */
	Browser signIn(String role, Screen screen, String language) {
		Person person = Objects.requireNonNull(this.people.get(role));
		Browser browser = Browser.open(screen, language);
		browser.go(this.places.admin());
		browser.tabTo("#email");
		browser.press(person.email(), Keys.TAB, person.password(), Keys.ENTER);
		browser.await(() -> assertThat(browser.all("nav a")).isNotEmpty());
		assertThat(browser.url()).isEqualTo(this.places.admin());
		return browser;
	}

	/** Has somebody else order films for a crowd, so many letters a second. */
	void order(String id, int receivers, int rate) throws IOException, InterruptedException {
		HttpResponse<String> taken = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.places.orchestrator() + "/api/v1/mailings"))
				.header("Content-Type", "application/json")
				.header("Authorization", "Bearer " + this.places.serviceToken())
				.POST(HttpRequest.BodyPublishers.ofString(
						"""
								{"id": "%s", "template": "email/new_movies.md", "expires_in": "2 days", "rate": %d, "quiet_hours": "ignore",
								 "receivers": "http://crowd/api/v1/users/?name=live&count=%d&page_size=5&zone=%s",
								 "template_context": {"movies": "http://fastapi/api/v1/movies/?new=True", "title": "Friday films"}}
								"""
							.formatted(id, rate, receivers, People.whereItIsDay())))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
	}

	/** For example {@code /mailings}. */
	String page(String path) {
		return this.places.admin() + path;
	}

}
