package cinema.dev.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.dev.demo.Showcase;
import cinema.dev.endtoend.RunningStack;
import cinema.dev.machine.RunFolder;
import cinema.dev.people.People;
import cinema.dev.stack.Person;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** The admin as staff use it: in a browser, by keyboard, each with their own roles. */
@Timeout(300)
class AdminTests {

	private final Stack stack = RunningStack.get();

	private Map<String, Person> people = Map.of();

	private Browser browser;

	@BeforeEach
	void meet() throws Exception {
		RunFolder folder = new RunFolder(Path.of("..").toAbsolutePath().normalize(), RunningStack.FOLDER);
		this.people = new People(folder, System.getenv()).make(this.stack.places().auth());
		new Showcase(this.stack.places()).setUp();
	}

	@AfterEach
	void close() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "WIDE, en", "PHONE, ru" })
	void showsEverySectionWhole(Screen screen, String language) {
		signIn("admin", screen, language);
		sees(language, "home");

		List<String> sections = this.browser.all("nav a").stream().map((one) -> one.getAttribute("href")).toList();
		assertThat(sections).hasSize(8);
		for (String section : sections) {
			this.browser.go(section);
			sees(language, section.replaceAll(".*/", ""));
		}
	}

	@Test
	void keepsStaffToTheirPages() {
		signIn("template_editor", Screen.WIDE, "en");
		assertThat(this.browser.all("nav a")).extracting((one) -> one.getText())
			.contains("Templates")
			.doesNotContain("People", "Mailings");

		this.browser.go(this.stack.places().admin() + "/people");

		assertThat(this.browser.all("h1").get(0).getText()).isEqualTo("You may not do this");
	}

	@Test
	void signsOutHereAndAtAuth() {
		signIn("manager", Screen.WIDE, "en");
		this.browser.tabTo(".person button");
		this.browser.press(Keys.ENTER);

		this.browser.await(() -> assertThat(this.browser.url()).startsWith(this.stack.places().auth() + "/signin"));
	}

	private void signIn(String role, Screen screen, String language) {
		Person person = Objects.requireNonNull(this.people.get(role));
		this.browser = Browser.open(screen, language);
		this.browser.go(this.stack.places().admin());
		this.browser.tabTo("#email");
		this.browser.press(person.email(), Keys.TAB, person.password(), Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.url()).isEqualTo(this.stack.places().admin()));
		this.browser.await(() -> assertThat(this.browser.all("nav a")).isNotEmpty());
	}

	/** A page as it should be, whatever it says. */
	private void sees(String language, String name) {
		this.browser.screenshot("admin-" + name + "-" + language);
		assertThat(this.browser.all("html").get(0).getAttribute("lang")).isEqualTo(language);
		assertThat(this.browser.all("h1")).as(name).hasSize(1);
		assertThat(this.browser.scrollsSideways()).as(name + " has to be moved sideways").isFalse();
		assertThat(this.browser.complaints()).as(name).isEmpty();
		assertThat(this.browser.barriers()).as(name).isEmpty();
	}

}
