package cinema.dev.mailbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import cinema.dev.browser.Browser;
import cinema.dev.browser.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of letters, as a person searches, reads and clears it. */
class MailboxPageTests {

	@RegisterExtension
	private final RunningMailbox mailbox = new RunningMailbox();

	private void fill(int letters) throws IOException {
		for (int i = 1; i <= letters; i++) {
			this.mailbox.mailbox()
				.keep("no-reply@cinema.example",
						("From: Cinema <no-reply@cinema.example>\r\nTo: Person " + i % 3 + " <p" + i % 3
								+ "@example.com>\r\nSubject: letter " + i + "\r\n\r\nThe text of " + i)
							.getBytes(StandardCharsets.UTF_8));
		}
	}

	@ParameterizedTest
	@EnumSource(Screen.class)
	void showsNewLettersWithoutLosingPlaceOrSelection(Screen screen) throws Exception {
		try (Browser browser = Browser.open(screen, "en")) {
			browser.go(this.mailbox.url());
			browser.await(() -> assertThat(browser.text()).contains("No letters yet"));
			assertThat(browser.barriers()).isEmpty();
			fill(40);
			browser.await(() -> assertThat(subjects(browser)).startsWith("letter 40", "letter 39"));
			click(browser, "#letters li:nth-child(30) input");
			browser.driver().executeScript("document.querySelectorAll('#letters .what')[25].focus()");
			long top = place(browser);
			fill(1);
			browser.await(() -> assertThat(subjects(browser)).startsWith("letter 1", "letter 40"));
			assertThat(browser.focused().getText()).contains("letter 15");
			assertThat(place(browser)).isBetween(top - 2, top + 2);
			assertThat(browser.driver().findElement(By.cssSelector("#letters .selected .subject")).getText())
				.isEqualTo("letter 11");
			assertThat(browser.title()).isEqualTo("(41) Mailbox");
			assertThat(browser.scrollsSideways()).isFalse();
			assertThat(browser.barriers()).isEmpty();
			assertThat(browser.complaints()).isEmpty();
		}
	}

	/** In whole pixels; a row may have half ones. */
	private static long place(Browser browser) {
		return Long.parseLong(String.valueOf(browser.driver()
			.executeScript("return Math.round(document.activeElement.getBoundingClientRect().top)")));
	}

	@Test
	void leafsThroughAllLettersAndStaysWithThoseThatAreRead() throws Exception {
		fill(230);
		try (Browser browser = Browser.open(Screen.WIDE, "en")) {
			browser.go(this.mailbox.url());
			for (int page = 0; page < 4; page++) {
				String shown = (page * 50 + 1) + " to ";
				browser
					.await(() -> assertThat(browser.driver().findElement(By.id("place")).getText()).startsWith(shown));
				click(browser, "#older");
			}
			browser.await(() -> assertThat(subjects(browser)).startsWith("letter 30").endsWith("letter 1"));
			fill(2);
			browser.await(() -> assertThat(browser.text()).contains("203 to 232 of 232"));
			assertThat(subjects(browser)).startsWith("letter 30");
			browser.driver().navigate().refresh();
			browser.await(() -> assertThat(subjects(browser)).startsWith("letter 30"));
			this.mailbox.mailbox().clear();
			browser.await(() -> assertThat(browser.text()).contains("No letters yet"));
		}
	}

	@Test
	void searchesAndShowsTheLettersOfOnePerson() throws Exception {
		fill(6);
		try (Browser browser = Browser.open(Screen.WIDE, "en")) {
			browser.go(this.mailbox.url());
			browser.await(() -> assertThat(subjects(browser)).hasSize(6));
			browser.driver().findElement(By.id("query")).sendKeys("subject:\"letter 4\"", Keys.ENTER);
			browser.await(() -> assertThat(subjects(browser)).containsExactly("letter 4"));
			click(browser, "#letters .who");
			browser.await(() -> assertThat(subjects(browser)).containsExactly("letter 4", "letter 1"));
			click(browser, "#letters .what");
			browser.await(() -> assertThat(browser.text()).contains("Person 1 <p1@example.com>"));
			browser.driver().navigate().back();
			browser.await(() -> assertThat(browser.all("#letters .unread")).hasSize(1));
			browser.driver().findElement(By.id("query")).clear();
			browser.driver().findElement(By.id("query")).sendKeys("nobody", Keys.ENTER);
			browser.await(() -> assertThat(browser.text()).contains("Nothing found for nobody"));
		}
	}

	@Test
	void deletesOneSelectedOnesAndAllThatWereFound() throws Exception {
		fill(9);
		try (Browser browser = Browser.open(Screen.PHONE, "en")) {
			browser.go(this.mailbox.url());
			browser.await(() -> assertThat(subjects(browser)).hasSize(9));
			click(browser, "#letters .what");
			browser.await(() -> assertThat(browser.all("#delete-letter")).hasSize(1));
			click(browser, "#delete-letter");
			browser.await(() -> assertThat(subjects(browser)).hasSize(8).startsWith("letter 8"));
			click(browser, "#letters li:nth-child(1) input");
			click(browser, "#letters li:nth-child(2) input");
			click(browser, "#delete-selected");
			browser.await(() -> assertThat(subjects(browser)).hasSize(6).startsWith("letter 6"));
			browser.go(this.mailbox.url() + "/?q=to:p1");
			browser.await(() -> assertThat(subjects(browser)).containsExactly("letter 4", "letter 1"));
			click(browser, "#delete-found");
			browser.driver().switchTo().alert().accept();
			browser.await(() -> assertThat(browser.text()).contains("Nothing found"));
			assertThat(this.mailbox.mailbox().letters()).hasSize(4);
		}
	}

	@Test
	void isUsedByKeysAlone() throws Exception {
		fill(4);
		try (Browser browser = Browser.open(Screen.WIDE, "en")) {
			browser.go(this.mailbox.url());
			browser.await(() -> assertThat(subjects(browser)).hasSize(4));
			browser.press("jj");
			browser.press(Keys.ENTER);
			browser.await(() -> assertThat(browser.focused().getText()).isEqualTo("letter 3"));
			browser.press("u");
			browser.await(() -> assertThat(browser.focused().getText()).contains("letter 3"));
			browser.press("jx#");
			browser.await(() -> assertThat(subjects(browser)).containsExactly("letter 4", "letter 3", "letter 1"));
			browser.press("/");
			browser.press("is:unread", Keys.ENTER);
			browser.await(() -> assertThat(subjects(browser)).containsExactly("letter 4", "letter 1"));
			browser.tabTo("#read-all").press(Keys.ENTER);
			browser.await(() -> assertThat(browser.text()).contains("Nothing found for is:unread"));
			assertThat(browser.title()).isEqualTo("Mailbox");
		}
	}

	@Test
	void tellsWhenTheMailboxIsAwayAndComesBack() throws Exception {
		fill(1);
		try (Browser browser = Browser.open(Screen.WIDE, "en")) {
			browser.go(this.mailbox.url());
			browser.await(() -> assertThat(subjects(browser)).hasSize(1));
			browser.driver().executeScript("window.kept = fetch; fetch = () => Promise.reject(new TypeError('away'))");
			browser.await(() -> assertThat(browser.text()).contains("The mailbox does not answer"));
			browser.driver().executeScript("fetch = window.kept");
			browser.await(() -> assertThat(browser.text()).doesNotContain("does not answer"));
			assertThat(subjects(browser)).hasSize(1);
		}
	}

	private static void click(Browser browser, String css) {
		browser.driver().findElement(By.cssSelector(css)).click();
	}

	private static List<String> subjects(Browser browser) {
		return browser.all("#letters .subject").stream().map(WebElement::getText).toList();
	}

}
