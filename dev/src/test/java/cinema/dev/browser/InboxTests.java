package cinema.dev.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.dev.endtoend.RunningStack;
import cinema.dev.mailbox.InboxServer;
import cinema.dev.stack.Places;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

import static org.assertj.core.api.Assertions.assertThat;

/** An inbox as its person has it: on a wide screen, on a telephone, in two tabs. */
@Timeout(300)
class InboxTests {

	private final Places places = RunningStack.get().places();

	private InboxServer page;

	private Browser wide;

	private Browser phone;

	@BeforeEach
	void open() throws Exception {
		this.page = new InboxServer(URI.create(this.places.inbox()).getPort(), new InboxServer.Site(this.places.auth(),
				this.places.worker(), "vera." + UUID.randomUUID() + "@cinema.example", "correct horse battery"));
		this.wide = Browser.open(Screen.WIDE, "en");
		this.phone = Browser.open(Screen.PHONE, "ru");
	}

	@AfterEach
	void close() {
		for (Browser one : new Browser[] { this.wide, this.phone }) {
			if (one != null) {
				one.close();
			}
		}
		this.page.close();
	}

	@Test
	void hearsOfItAtOnceOnEveryDevice() {
		this.wide.go(this.places.inbox());
		this.phone.go(this.places.inbox());
		this.wide.await(() -> says(this.wide, "Messages, none unread"));
		this.phone.await(() -> says(this.phone, "Сообщения, непрочитанных нет"));

		this.wide.tabTo("#happen").press(Keys.ENTER);
		hears(this.wide, "Messages, 1 unread");
		hears(this.phone, "Сообщения, непрочитанных: 1");
		assertThat(part(this.wide, ".news").getDomProperty("textContent")).startsWith("New message: A new device");

		part(this.phone, ".bell").click();
		this.phone.await(() -> assertThat(part(this.phone, ".list .subject").isDisplayed()).isTrue());
		assertThat(this.phone.scrollsSideways()).isFalse();
		assertEasyToUse(this.phone);
		this.phone.screenshot("inbox-phone");
		// The first message has the keys.
		this.phone.press(Keys.ENTER);
		this.phone.await(() -> assertThat(part(this.phone, ".list .body").getText()).isNotBlank());
		this.wide.await(() -> says(this.wide, "Messages, none unread"));

		part(this.wide, ".bell").click();
		this.wide.await(() -> assertThat(part(this.wide, ".list .toggle").getText()).isEqualTo("Mark as unread"));
		assertEasyToUse(this.wide);
		this.wide.screenshot("inbox-wide");
		part(this.wide, ".list .archive").click();
		this.phone.await(() -> assertThat(root(this.phone).findElements(By.cssSelector(".list li"))).isEmpty());
		this.wide.press(Keys.ESCAPE);
		assertThat(part(this.wide, ".panel").isDisplayed()).isFalse();
		assertThat(this.wide.complaints()).isEmpty();
		assertThat(this.phone.complaints()).isEmpty();
	}

	@Test
	void letsTabsShareASocket() throws Exception {
		double before = sockets();
		this.wide.go(this.places.inbox());
		this.wide.await(() -> says(this.wide, "Messages, none unread"));
		this.wide.driver().switchTo().newWindow(WindowType.TAB);
		this.wide.go(this.places.inbox());
		this.wide.await(() -> says(this.wide, "Messages, none unread"));
		assertThat(sockets()).isEqualTo(before + 1);
		this.wide.tabTo("#happen").press(Keys.ENTER);
		hears(this.wide, "Messages, 1 unread");

		// The tab with the socket is closed, and the other one takes over.
		String left = this.wide.driver().getWindowHandle();
		String first = this.wide.driver()
			.getWindowHandles()
			.stream()
			.filter((one) -> !one.equals(left))
			.findFirst()
			.orElseThrow();
		this.wide.driver().switchTo().window(first).close();
		this.wide.driver().switchTo().window(left);
		this.wide.tabTo("#happen").press(Keys.ENTER);
		hears(this.wide, "Messages, 2 unread");
		assertThat(sockets()).isEqualTo(before + 1);
	}

	/**
	 * By the push service of this laptop, since that of the browser cannot be reached
	 * everywhere.
	 */
	@Test
	void isNotifiedWhereNobodyLooks() {
		for (Browser one : new Browser[] { this.wide, this.phone }) {
			one.driver()
				.executeCdpCommand("Browser.grantPermissions",
						Map.of("origin", this.places.inbox(), "permissions", List.of("notifications")));
			one.go(this.places.inbox() + "/?push=here");
		}
		this.phone.await(() -> says(this.phone, "Сообщения, непрочитанных нет"));
		part(this.phone, ".bell").click();
		this.phone
			.await(() -> assertThat(part(this.phone, ".notify").getText()).isEqualTo("Уведомлять в этом браузере"));
		assertEasyToUse(this.phone);
		this.phone.screenshot("push-off-phone");
		// Who has the list open has seen what comes, on whatever device.
		part(this.phone, ".close").click();

		this.wide.await(() -> says(this.wide, "Messages, none unread"));
		part(this.wide, ".bell").click();
		this.wide.await(() -> assertThat(part(this.wide, ".notify").getText()).isEqualTo("Notify me in this browser"));
		part(this.wide, ".notify").click();
		this.wide.await(() -> assertThat(part(this.wide, ".standing").getText())
			.isEqualTo("This browser notifies you of new messages."));
		assertEasyToUse(this.wide);
		this.wide.screenshot("push-on-wide");
		this.wide.press(Keys.ESCAPE);

		this.wide.tabTo("#happen").press(Keys.ENTER);
		Awaitility.await()
			.atMost(Duration.ofSeconds(150))
			.pollInterval(Duration.ofSeconds(2))
			.untilAsserted(
					() -> assertThat(notifications(this.wide)).startsWith("A new device signed in to your account|"));
		assertThat(this.wide.complaints()).isEmpty();
	}

	private static String notifications(Browser browser) {
		return String.valueOf(browser.driver().executeScript("""
				return navigator.serviceWorker.getRegistration("/cinema-inbox/").then((one) => one.getNotifications())
					.then((all) => all.map((one) => one.title + "|" + one.body).join());"""));
	}

	@Test
	void asksWhereThereAreNoSockets() {
		this.wide.driver()
			.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument",
					Map.of("source", "window.WebSocket = class { constructor() { throw new Error('blocked'); } };"));
		this.phone.go(this.places.inbox());
		this.phone.await(() -> says(this.phone, "Сообщения, непрочитанных нет"));
		this.phone.tabTo("#happen").press(Keys.ENTER);
		hears(this.phone, "Сообщения, непрочитанных: 1");

		this.wide.go(this.places.inbox());
		this.wide.await(() -> says(this.wide, "Messages, 1 unread"));
		part(this.wide, ".bell").click();
		part(this.wide, ".all").click();
		this.phone.await(() -> says(this.phone, "Сообщения, непрочитанных нет"));
	}

	/** What looks for barriers sets styles itself, and is complained of. */
	private static void assertEasyToUse(Browser browser) {
		assertThat(browser.complaints()).isEmpty();
		assertThat(browser.barriers()).isEmpty();
		browser.complaints();
	}

	private double sockets() throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.places.worker() + "/actuator/prometheus")).build(),
					BodyHandlers.ofString())
			.body()
			.lines()
			.filter((line) -> line.startsWith("cinema_inbox_sockets{") || line.startsWith("cinema_inbox_sockets "))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
	}

	private static SearchContext root(Browser browser) {
		return browser.driver().findElement(By.tagName("cinema-inbox")).getShadowRoot();
	}

	private static WebElement part(Browser browser, String css) {
		return root(browser).findElement(By.cssSelector(css));
	}

	/** From the sign-in on it is a long way, and the first one is slow. */
	private static void hears(Browser browser, String words) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> says(browser, words));
	}

	private static void says(Browser browser, String words) {
		assertThat(part(browser, ".bell").getDomAttribute("aria-label")).isEqualTo(words);
		// Said when the inbox has been heard of, and not before.
		assertThat(part(browser, ".count").getDomProperty("textContent")).isEqualTo(words);
	}

}
