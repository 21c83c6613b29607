package cinema.dev.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service worker as a site hosts it: what comes is handed to it by the browser, as if
 * by its push service. Nobody can click a notification here, so a message does, and what
 * only a click may do is written down.
 */
@Timeout(120)
class PushWorkerTests {

	private static final Path FILE = Path.of("../worker/src/main/resources/widget/push.js");

	private static final String HOSTED = """
			importScripts("/widget/push.js");
			self.done = [];
			self.clients.openWindow = async (url) => self.done.push("open " + url);
			WindowClient.prototype.focus = async function() { self.done.push("focus " + new URL(this.url).pathname); };
			self.addEventListener("message", (event) => event.waitUntil((async () => {
				if (event.data.click) {
					const shown = await self.registration.getNotifications({ tag: event.data.click });
					await self.cinemaPush.click(shown[0]);
				}
				else {
					const newSubscription = { endpoint: event.data.moved, unsubscribe: async () => self.done.push("unsubscribe"),
						toJSON: () => ({ endpoint: event.data.moved, keys: { p256dh: "p", auth: "a" } }) };
					await self.cinemaPush.renew({ newSubscription });
				}
				event.source.postMessage(self.done.splice(0).join());
			})()));
			""";

	private static final String PAGE = """
			<!doctype html><title>t</title><script>
			let registration = null, heard = null;
			navigator.serviceWorker.onmessage = (event) => { heard = event.data; };
			navigator.serviceWorker.startMessages();
			navigator.serviceWorker.register("/cinema-push.js?rest=" + location.origin + "/&links=https://ok.example",
				{ scope: "/cinema-inbox/" }).then((made) => { registration = made; });
			const shown = async () => (await registration.getNotifications())
				.map((one) => [one.tag, one.title, one.body, one.silent].join("|")).sort().join(" ");
			const tell = (message) => { heard = null; registration.active.postMessage(message); };
			const state = async () => (await (await (await caches.open("cinema-inbox")).match("/cinema-inbox/push")).json());
			</script>
			""";

	private final List<String> posts = new CopyOnWriteArrayList<>();

	private volatile int answer = 204;

	private ServedPage page;

	private String here = "";

	@BeforeEach
	void open() throws IOException {
		this.page = ServedPage.open(this::answer);
		this.here = this.page.url();
		this.page.browser()
			.driver()
			.executeCdpCommand("Browser.grantPermissions",
					Map.of("origin", this.here, "permissions", List.of("notifications")));
		this.page.browser().go(this.here + "/page");
		awaits("!!registration && !!registration.active", true);
		this.page.browser().driver().executeCdpCommand("ServiceWorker.enable", Map.of());
	}

	@AfterEach
	void close() {
		if (this.page != null) {
			this.page.close();
		}
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		if (exchange.getRequestMethod().equals("POST")) {
			this.posts.add(path + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(this.answer, -1);
			exchange.close();
			return;
		}
		byte[] body = path.equals("/widget/push.js") ? Files.readAllBytes(FILE)
				: (path.equals("/cinema-push.js") ? HOSTED : PAGE).getBytes(StandardCharsets.UTF_8);
		ServedPage.reply(exchange, path.endsWith(".js") ? "text/javascript" : "text/html", body);
	}

	private Object run(String script) {
		return this.page.run(script);
	}

	private void awaits(String expression, Object value) {
		this.page.awaits(expression, value);
	}

	/** In a fresh profile the first registration has the number 0. */
	private void push(String data) {
		this.page.browser()
			.driver()
			.executeCdpCommand("ServiceWorker.deliverPushMessage",
					Map.of("origin", this.here + "/", "registrationId", "0", "data", data));
	}

	private void click(String tag) {
		run("tell({ click: '" + tag + "' })");
		this.page.browser().await(() -> assertThat(run("return heard")).isNotNull());
	}

	@Test
	void showsWhatComesAndNeverNothing() {
		push("{\"id\":\"p1\",\"title\":\"A film\",\"body\":\"Out now\",\"message\":\"w1\"}");
		awaits("shown()", "p1|A film|Out now|true");
		awaits("registration.getNotifications().then((all) => all[0].data.message)", "w1");
		push("{\"id\":\"p1\",\"title\":\"The same\",\"body\":\"Out now\"}");
		awaits("shown()", "p1|The same|Out now|true");
		for (String broken : new String[] { "", "not JSON", "[]", "null", "{\"title\":\"\"}" }) {
			push(broken);
			awaits("shown()", "cinema-inbox|You have a new message.||true p1|The same|Out now|true");
			run("registration.getNotifications({ tag: 'cinema-inbox' }).then((all) => all.forEach((one) => one.close()))");
			awaits("shown()", "p1|The same|Out now|true");
		}
	}

	@Test
	void tellsThatItWasClickedAndOpensWhatItMay() {
		push("{\"id\":\"p1\",\"title\":\"a\",\"link\":\"https://ok.example/s/1\",\"seen\":\"proof\"}");
		awaits("shown()", "p1|a||true");
		click("p1");
		assertThat(run("return heard")).isEqualTo("open https://ok.example/s/1");
		assertThat(this.posts).containsExactly("/api/v1/inbox/push/seen {\"proof\":\"proof\"}");
		assertThat(run("return shown()")).isEqualTo("");

		for (String link : new String[] { "https://evil.example/", "javascript:alert(1)",
				"https://ok.example.evil/" }) {
			push("{\"id\":\"p2\",\"title\":\"a\",\"link\":\"" + link + "\"}");
			awaits("shown()", "p2|a||true");
			click("p2");
			assertThat(run("return heard")).as(link).isEqualTo("focus /page");
		}
		push("{\"id\":\"p3\",\"title\":\"a\",\"link\":\"" + this.here + "/page\"}");
		awaits("shown()", "p3|a||true");
		click("p3");
		assertThat(run("return heard")).isEqualTo("focus /page");
		assertThat(this.posts).hasSize(1);
	}

	@Test
	void triesAgainWhereTheServerIsAway() {
		this.answer = 503;
		push("{\"id\":\"p1\",\"title\":\"a\",\"seen\":\"proof\"}");
		awaits("shown()", "p1|a||true");
		run("tell({ click: 'p1' })");
		this.page.browser().await(() -> assertThat(this.posts).hasSize(1));
		this.answer = 204;
		this.page.browser().await(() -> assertThat(run("return heard")).isNotNull());
		assertThat(this.posts).hasSize(2);
	}

	@Test
	void followsItsBrowserByWhatWasGivenToIt() {
		run("""
				caches.open("cinema-inbox").then((cache) => cache.put("/cinema-inbox/push",
					new Response(JSON.stringify({ person: "ann", id: "d1", proof: "x", key: "k", endpoint: "https://push.example/1" }))));""");
		awaits("state().then((one) => one.id, () => '')", "d1");
		run("tell({ moved: 'https://push.example/2' })");
		awaits("heard", "");
		assertThat(this.posts).containsExactly(
				"/api/v1/inbox/push/d1/moved {\"proof\":\"x\",\"endpoint\":\"https://push.example/2\",\"p256dh\":\"p\",\"auth\":\"a\",\"public_key\":\"k\"}");
		awaits("state().then((one) => one.endpoint)", "https://push.example/2");

		// Nobody is subscribed there any more: then nothing is to come.
		this.answer = 404;
		run("tell({ moved: 'https://push.example/3' })");
		awaits("heard", "unsubscribe");
		awaits("state().then((one) => one.endpoint)", "https://push.example/2");
	}

	@Test
	void keepsNothingForWhoeverDidNotAsk() {
		run("tell({ moved: 'https://push.example/2' })");
		awaits("heard", "");
		assertThat(this.posts).isEmpty();
	}

}
