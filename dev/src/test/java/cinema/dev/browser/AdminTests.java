package cinema.dev.browser;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import cinema.dev.demo.Showcase;
import cinema.dev.endtoend.RunningStack;
import cinema.dev.people.People;
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

	private StaffDesk desk;

	private Browser browser;

	@BeforeEach
	void meet() throws Exception {
		this.desk = StaffDesk.of(this.stack.places());
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
		assertThat(sections).hasSize(9);
		for (String section : sections) {
			this.browser.go(section);
			sees(language, section.replaceAll(".*/", ""));
		}
		this.browser.go(this.desk.page("/catalogue/reactions_summary"));
		this.browser.all("main details > summary").get(0).click();
		sees(language, "catalogue-event");
	}

	@Test
	void sendsAMailingFromNothingToItsReport() {
		signIn("manager", Screen.WIDE, "en");
		this.browser.go(this.desk.page("/orders"));
		this.browser.tabTo("form[action='/admin/orders'] button");
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.all("#title")).hasSize(1));
		sees("en", "order-new");
		write();
		String order = this.browser.url().replaceAll("[?#].*", "");
		twice("button[value='submit']");
		this.browser.await(() -> assertThat(this.browser.text()).contains("Submitted."));
		this.browser.go(order + "/letters?revision=1");
		sees("en", "order-letters");
		this.browser.close();

		signIn("approver", Screen.PHONE, "en");
		this.browser.go(order);
		sees("en", "order-approval");
		twice("form[action$='/approve'] button");
		this.browser.await(() -> assertThat(this.browser.all("main a.button[href^='/admin/mailings/']")).hasSize(1));
		this.browser.go(this.browser.all("main a.button[href^='/admin/mailings/']").get(0).getAttribute("href"));
		this.browser.await(() -> assertThat(this.browser.all(".state.good")).isNotEmpty());
		sees("en", "mailing");
		this.browser.go(this.browser.url() + "/report");
		sees("en", "mailing-report");
		assertThat(this.browser.text()).contains("30");
	}

	private void write() {
		this.browser.tabTo("#title");
		this.browser.press("Friday films");
		this.browser.tabTo("#template");
		this.browser.press("new_movies");
		this.browser.tabTo("#context");
		this.browser.press("movies = http://fastapi/api/v1/movies/?new=True");
		this.browser.tabTo("[name='audience']");
		this.browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
		this.browser.tabTo("#receivers");
		this.browser
			.press("http://crowd/api/v1/users/?name=browser&count=30&page_size=500&zone=" + People.whereItIsDay());
		this.browser.tabTo("button[value='save']");
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.text()).contains("Saved."));
	}

	@Test
	void showsHowAMailingGoesOnWithoutBeingFetchedAnew() throws Exception {
		String mailing = "live-" + UUID.randomUUID();
		signIn("manager", Screen.PHONE, "ru");
		this.desk.order(mailing, 60, 3);
		this.browser.go(this.desk.page("/mailings/" + mailing + "/new_movies"));
		this.browser.driver().executeScript("window.kept = true");
		Set<String> delivered = new TreeSet<>();

		this.browser.await(() -> {
			delivered.add(this.browser.all("#progress td.number").get(0).getText());
			assertThat(delivered).hasSizeGreaterThan(2);
		});
		assertThat(this.browser.driver().executeScript("return window.kept")).isEqualTo(true);
		sees("ru", "mailing-going");
		this.browser.tabTo("form[action$='/pause'] button");
		this.browser.press(Keys.ENTER);
		this.browser
			.await(() -> assertThat(this.browser.all("form[action$='/resume'] button").get(0).isDisplayed()).isTrue());
		assertThat(this.browser.all("form[action$='/pause'] button").get(0).isDisplayed()).isFalse();
		this.browser.tabTo("form[action$='/resume'] button");
		this.browser.press(Keys.ENTER);

		this.browser.await(() -> assertThat(this.browser.all(".state.good")).isNotEmpty());
		assertThat(this.browser.driver().executeScript("return window.kept")).as("the end is fetched").isNull();
		assertThat(this.browser.all("#progress td.number").get(0).getText()).isEqualTo("60");
		assertThat(this.browser.all("a[href$='/report']")).hasSize(1);
		sees("ru", "mailing-ended");
	}

	@Test
	void keepsStaffToTheirPages() {
		signIn("template_editor", Screen.WIDE, "en");
		assertThat(this.browser.all("nav a")).extracting((one) -> one.getText())
			.contains("Templates")
			.doesNotContain("People", "Mailings");

		this.browser.go(this.desk.page("/people"));

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
		this.browser = this.desk.signIn(role, screen, language);
	}

	/** Opens what has to be asked for twice, and does it. */
	private void twice(String form) {
		this.browser.tabTo("details:has(" + form + ") > summary");
		this.browser.press(Keys.ENTER);
		this.browser.tabTo(form);
		this.browser.press(Keys.ENTER);
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
