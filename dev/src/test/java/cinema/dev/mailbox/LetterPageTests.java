package cinema.dev.mailbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import cinema.dev.browser.Browser;
import cinema.dev.browser.Screen;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;

/** A letter in the mailbox page, as a person reads and clicks it. */
class LetterPageTests {

	private final List<String> asked = new CopyOnWriteArrayList<>();

	@RegisterExtension
	private final RunningMailbox mailbox = new RunningMailbox();

	private HttpServer site;

	@BeforeEach
	void start() throws IOException {
		this.site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.site.createContext("/", (exchange) -> {
			this.asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
			byte[] page = "<!DOCTYPE html><title>Done</title><h1>Confirmed</h1>".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/html");
			boolean silent = exchange.getRequestMethod().equals("HEAD");
			exchange.sendResponseHeaders(200, silent ? -1 : page.length);
			try (exchange) {
				if (!silent) {
					exchange.getResponseBody().write(page);
				}
			}
		});
		this.site.start();
	}

	@AfterEach
	void stop() {
		this.site.stop(0);
	}

	private String link(String path) {
		return "http://127.0.0.1:" + this.site.getAddress().getPort() + path;
	}

	@ParameterizedTest
	@EnumSource(Screen.class)
	void opensTheLinkOfALetterInANewTab(Screen screen) throws Exception {
		this.mailbox.deliverHtml("Анна <ann@example.com>", "Подтвердите адрес",
				"<!DOCTYPE html><html lang=ru><head><title>x</title></head><body><a href=\"" + link("/s/x")
						+ "\">Подтвердить</a></body></html>");
		try (Browser browser = Browser.open(screen, "ru,en")) {
			browser.go(this.mailbox.url());
			browser.await(() -> assertThat(browser.text()).contains("Анна", "Подтвердите адрес", "1 unread"));
			browser.driver().findElement(By.cssSelector("#letters .what")).click();
			browser.await(() -> assertThat(browser.text()).contains("Анна <ann@example.com>", "Back to the list"));
			assertThat(browser.scrollsSideways()).isFalse();
			String mailbox = browser.driver().getWindowHandle();
			browser.driver().switchTo().frame(browser.driver().findElement(By.tagName("iframe")));
			assertThat(browser.driver().executeScript("return document.compatMode")).isEqualTo("CSS1Compat");
			browser.driver().findElement(By.linkText("Подтвердить")).click();
			browser.await(() -> assertThat(browser.driver().getWindowHandles()).hasSize(2));
			browser.driver()
				.getWindowHandles()
				.stream()
				.filter((one) -> !one.equals(mailbox))
				.forEach(browser.driver().switchTo()::window);
			browser.await(() -> assertThat(browser.text()).contains("Confirmed"));
			assertThat(browser.url()).isEqualTo(link("/s/x"));
			assertThat(browser.driver().executeScript("return window.opener === null")).isEqualTo(true);
			browser.driver().switchTo().window(mailbox);
			assertThat(browser.complaints()).isEmpty();
		}
	}

	@Test
	void keepsAHostileLetterInert() throws Exception {
		this.mailbox.deliverHtml("ann@example.com", "<b>you</b><script>document.title='owned'</script>", """
				<base target=_self href="%1$s/base/"><meta http-equiv=refresh content="0;url=%1$s/refresh">
				<script>top.document.title='owned';fetch('%1$s/script')</script><p id=p>Hello</p>
				<img id=i src="%1$s/pixel" onerror="top.document.title='owned'"><link rel=stylesheet href="%1$s/style">
				<div style="background:url(%1$s/background)">x</div><iframe src="%1$s/inner"></iframe>
				<form action="%1$s/form"><button id=b>Win</button></form><video poster="%1$s/poster"></video>
				<object data="%1$s/object"></object><a id=t target=_top href="%1$s/top">top</a>
				""".formatted(link("")));
		try (Browser browser = Browser.open(Screen.WIDE, "en")) {
			browser.go(this.mailbox.url() + "/letter/latest");
			browser.await(() -> assertThat(browser.text()).contains("<b>you</b><script>"));
			browser.driver().switchTo().frame(browser.driver().findElement(By.tagName("iframe")));
			browser.await(() -> assertThat(browser.text()).contains("Hello"));
			browser.driver().findElement(By.id("b")).click();
			browser.driver().findElement(By.id("t")).click();
			browser.driver().switchTo().defaultContent();
			Thread.sleep(1500);
			assertThat(this.asked).isEmpty();
			assertThat(browser.title()).endsWith("Mailbox");
			assertThat(browser.url()).startsWith(this.mailbox.url());

			browser.driver().findElement(By.id("pictures")).click();
			browser.await(() -> assertThat(this.asked).contains("GET /pixel", "GET /background"));
			Thread.sleep(500);
			assertThat(this.asked).allMatch((one) -> one.matches("GET /(pixel|background|poster)"));
		}
	}

	@Test
	void showsTextHeadersSourceAndChecksLinksWithoutOpeningThem() throws Exception {
		this.mailbox.deliver("From: =?UTF-8?B?0JrQuNC90L4=?= <no-reply@cinema.example>\r\nTo: ann@example.com\r\n"
				+ "Subject: =?UTF-8?B?0J/RgNC40LLQtdGC?=\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
				+ "--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe text\r\n" + link("/s/text") + "\r\n"
				+ "--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<style>a { color: red }</style><a style='color: red' href=\""
				+ link("/s/html") + "\">a</a> <a href='javascript:alert(1)'>b</a>\r\n--a--");
		try (Browser browser = Browser.open(Screen.PHONE, "en")) {
			browser.go(this.mailbox.url() + "/letter/000000000001");
			browser.await(() -> assertThat(browser.text()).contains("Привет", "Кино <no-reply@cinema.example>"));
			view(browser, "Text", "The text");
			view(browser, "Headers", "Кино <no-reply@cinema.example>");
			view(browser, "Source", "=?UTF-8?B?0J/RgNC40LLQtdGC?=");
			view(browser, "Links", "javascript:alert(1)");
			assertThat(this.asked).isEmpty();
			browser.driver().findElement(By.id("check-all")).click();
			browser.await(() -> assertThat(browser.text()).contains("200", "not asked"));
			assertThat(this.asked).containsExactlyInAnyOrder("HEAD /s/html", "HEAD /s/text");
			assertThat(browser.all("#view a"))
				.noneMatch((one) -> String.valueOf(one.getDomAttribute("href")).startsWith("java"));
			assertThat(browser.scrollsSideways()).isFalse();
			assertThat(browser.barriers()).isEmpty();
			assertThat(browser.complaints()).isEmpty();
		}
	}

	private static void view(Browser browser, String name, String text) {
		browser.driver().findElement(By.linkText(name)).click();
		browser.await(() -> assertThat(browser.driver().findElement(By.id("view")).getText()).contains(text));
		assertThat(browser.scrollsSideways()).isFalse();
	}

	@Test
	void showsALetterAsATelephoneWould() throws Exception {
		this.mailbox.deliverHtml("ann@example.com", "x", "<!DOCTYPE html><p>Hello</p>");
		try (Browser browser = Browser.open(Screen.WIDE, "en")) {
			browser.go(this.mailbox.url() + "/letter/000000000001");
			browser.await(() -> assertThat(browser.all("#phone")).hasSize(1));
			assertThat(browser.driver().findElement(By.tagName("iframe")).getSize().width).isGreaterThan(900);
			browser.driver().findElement(By.id("phone")).click();
			assertThat(browser.driver().findElement(By.tagName("iframe")).getSize().width).isEqualTo(390);
		}
	}

	@Test
	void saysThatALetterIsNotThere() {
		try (Browser browser = Browser.open(Screen.PHONE, "en")) {
			browser.go(this.mailbox.url() + "/letter/7");
			browser.await(() -> assertThat(browser.text()).contains("This letter is not here"));
			assertThat(browser.barriers()).isEmpty();
			browser.driver().findElement(By.linkText("Back to the list")).click();
			browser.await(() -> assertThat(browser.text()).contains("No letters yet"));
		}
	}

}
