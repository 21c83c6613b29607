package cinema.dev.browser;

import java.util.UUID;

import cinema.dev.endtoend.RunningStack;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What staff write: a template with a fault that they mend, and a schedule that fires.
 */
@Timeout(300)
class StaffTextsTests {

	private static final String TEXT = "#text-0";

	private final Stack stack = RunningStack.get();

	private final String name = "spring_" + UUID.randomUUID().toString().substring(0, 8);

	private StaffDesk desk;

	private Browser browser;

	@BeforeEach
	void meet() throws Exception {
		this.desk = StaffDesk.of(this.stack.places());
	}

	@AfterEach
	void close() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@Test
	void mendsTheLineThatWasWrongAndHasItPublished() {
		signIn("template_editor", Screen.WIDE, "en");
		this.browser.go(admin("/templates"));
		sees("templates");
		this.browser.tabTo("#name");
		this.browser.press(this.name, Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.all(TEXT)).hasSize(1));

		write("---\nsubject: Spring films\n---\n# Hello\n\n${context.nobody}");
		shown("Line 6: context.nobody is missing");
		this.browser.tabTo("button[value='save']");
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.all("#text-0-problem")).hasSize(1));
		assertThat(this.browser.all("#text-0-problem").get(0).getText()).isEqualTo("context.nobody is missing, line 6");
		sees("template-fault");

		write("---\nsubject: Spring films\n---\n# Hello\n\nLook what **is new**.");
		shown("Spring films");
		sees("template-edit");
		this.browser.tabTo("button[value='save']");
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.text()).contains("Version 1 is saved"));
		assertThat(this.browser.all(".careful")).isEmpty();
		this.browser.close();

		signIn("admin", Screen.PHONE, "ru");
		this.browser.go(admin("/templates/" + this.name));
		sees("template-phone");
		this.browser.tabTo(".careful summary");
		this.browser.press(Keys.ENTER);
		this.browser.tabTo(".careful button");
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.text()).contains("Теперь отправляется версия 1"));
	}

	@Test
	void makesAScheduleThatFires() {
		signIn("manager", Screen.WIDE, "en");
		this.browser.go(admin("/schedules/new"));
		String id = this.name.replace('_', '-');
		this.browser.tabTo("#id");
		this.browser.press(id, Keys.TAB, "Spring films");
		this.browser.tabTo("button[value='show']");
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.all(".card li")).hasSize(5));
		sees("schedule-new");
		this.browser.tabTo("button[value='create']");
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.text()).contains("It is created"));

		this.browser.tabTo("details:nth-of-type(2) summary");
		this.browser.press(Keys.ENTER);
		this.browser.tabTo("details:nth-of-type(2) button");
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> assertThat(this.browser.text()).contains("It fires now"));
		this.browser.await(() -> {
			this.browser.go(admin("/schedules/" + id));
			assertThat(this.browser.all("a[href^='/admin/mailings/" + id + "']")).hasSize(1);
		});
		sees("schedule");
		this.browser.go(admin("/schedules"));
		sees("schedules");
	}

	private void write(String text) {
		this.browser.tabTo(TEXT);
		new Actions(this.browser.driver()).keyDown(Keys.CONTROL).sendKeys("a").keyUp(Keys.CONTROL).perform();
		this.browser.press(text);
	}

	/** In the frame beside, while it is written. */
	private void shown(String words) {
		this.browser.await(() -> {
			this.browser.driver().switchTo().defaultContent();
			this.browser.driver().switchTo().frame("preview");
			assertThat(this.browser.text()).contains(words);
		});
		this.browser.driver().switchTo().defaultContent();
	}

	private String admin(String path) {
		return this.desk.page(path);
	}

	private void signIn(String role, Screen screen, String language) {
		this.browser = this.desk.signIn(role, screen, language);
	}

	private void sees(String name) {
		this.browser.screenshot("admin-" + name);
		assertThat(this.browser.scrollsSideways()).as(name + " has to be moved sideways").isFalse();
		assertThat(this.browser.complaints()).as(name).isEmpty();
		assertThat(this.browser.barriers()).as(name).isEmpty();
	}

}
