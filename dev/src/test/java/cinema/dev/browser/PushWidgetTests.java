package cinema.dev.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Notifications in the widget, with a service worker that is one, and a push manager, a
 * permission and a server that do what a test wants. What they know outlasts the page.
 */
@Timeout(120)
class PushWidgetTests {

	private static final Path FILES = Path.of("../worker/src/main/resources/widget");

	private static final String PAGE = """
			<!doctype html><html lang="en"><title>t</title><script>
			const kept = (name, first) => JSON.parse(localStorage.getItem(name) ?? JSON.stringify(first));
			const keep = (name, value) => localStorage.setItem(name, JSON.stringify(value));
			const KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
			const OTHER = KEY.replace("BCVx", "BDVx");
			const calls = [], infos = [];
			let permission = kept("permission", "default"), asked = 0, trouble = "", put = 200;
			console.info = (text) => infos.push(text);
			console.warn = () => {};
			const bytes = (said) => Uint8Array.from(atob(said.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
			Object.defineProperty(Notification, "permission", { get: () => permission });
			Notification.requestPermission = async () => {
				asked++;
				permission = permission === "default" ? "granted" : permission;
				keep("permission", permission);
				return permission;
			};
			const subscription = (known) => known && {
				endpoint: known.endpoint, options: { applicationServerKey: bytes(known.key).buffer },
				toJSON: () => ({ endpoint: known.endpoint, keys: { p256dh: "p", auth: "a" } }),
				unsubscribe: async () => { keep("ended", [...kept("ended", []), known.endpoint]); localStorage.removeItem("subscribed"); return true; }
			};
			ServiceWorkerRegistration.prototype.getNotifications = async () => kept("standing", []).map((message) =>
				({ data: { message }, close: () => keep("standing", kept("standing").filter((one) => one !== message)) }));
			PushManager.prototype.getSubscription = async () => subscription(kept("subscribed", null));
			PushManager.prototype.subscribe = async ({ applicationServerKey: key }) => {
				if (trouble) { throw new DOMException(trouble, "AbortError"); }
				keep("count", kept("count", 0) + 1);
				keep("subscribed", { endpoint: "https://push.example/" + kept("count"), key });
				return subscription(kept("subscribed"));
			};
			const token = (sub) => sub && "x." + btoa(JSON.stringify({ sub, exp: Date.now() / 1000 + 600 })) + ".x";
			let person = kept("person", "ann");
			window.fetch = async (url, init) => {
				const path = new URL(url).pathname.replace("/api/v1/inbox", "");
				calls.push(init.method + " " + path + " " + (init.body || ""));
				const devices = kept("devices", {});
				if (path === "/push" && init.method === "PUT") {
					if (put !== 200) { return new Response("{}", { status: put }); }
					const said = JSON.parse(init.body), id = "d" + said.endpoint.split("/").at(-1) + person;
					keep("devices", { ...devices, [id]: person });
					return Response.json({ id, proof: "proof of " + id });
				}
				if (path.endsWith("/left")) {
					delete devices[path.split("/")[2]];
					keep("devices", devices);
					return new Response(null, { status: 204 });
				}
				return Response.json(path === "/push"
					? { public_key: kept("key", KEY), items: Object.keys(devices).filter((id) => devices[id] === person).map((id) => ({ id })) }
					: { cursor: 3, reset: true, items: kept("items", []), unread: 0, unseen: 0, oldest: 0, more: false });
			};
			window.WebSocket = class { constructor() { throw new Error("none"); } };
			const look = () => document.dispatchEvent(new Event("visibilitychange"));
			const start = () => document.querySelector("cinema-inbox").authenticate = async () => token(person);
			const part = (css) => document.querySelector("cinema-inbox").shadowRoot.querySelector(css);
			const says = () => part(".push").hidden ? "" : part(".standing").textContent + (part(".notify").hidden ? "" : " [" + part(".notify").textContent + "]");
			</script><script src="@WIDGET@/widget/inbox.js"></script><cinema-inbox@PUSH@></cinema-inbox></html>
			""";

	private static final String OFF = "New messages can come to you while this page is closed. [Notify me in this browser]";

	private static final String ON = "This browser notifies you of new messages. [Stop notifying me here]";

	private ServedPage page;

	private String here = "";

	@BeforeEach
	void open() throws IOException {
		this.page = ServedPage.open(this::answer);
		this.here = this.page.url();
		this.page.browser().go(this.here + "/");
	}

	@AfterEach
	void close() {
		if (this.page != null) {
			this.page.close();
		}
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		boolean widget = path.startsWith("/widget/") || path.startsWith("/app/");
		byte[] body = widget ? Files.readAllBytes(FILES.resolve(path.substring(path.indexOf('/', 1) + 1)))
				: PAGE.replace("@WIDGET@", this.here)
					.replace("@PUSH@",
							path.equals("/unhosted") ? " push='/none.js'"
									: path.equals("/app") ? " push='/app/push.js' links='https://ok.example'" : "")
					.getBytes(StandardCharsets.UTF_8);
		ServedPage.reply(exchange,
				path.endsWith(".css") ? "text/css" : (widget && path.endsWith(".js")) ? "text/javascript" : "text/html",
				body);
	}

	private Object run(String script) {
		return this.page.run(script);
	}

	private void awaits(String expression, Object value) {
		this.page.awaits(expression, value);
	}

	private void begin() {
		run("start()");
		awaits("document.querySelector('cinema-inbox').person", run("return person"));
		run("part('.bell').click()");
	}

	private void switchOn() {
		begin();
		awaits("says()", OFF);
		run("part('.notify').click()");
		awaits("says()", ON);
	}

	/** As if the page were opened after a day; nobody opens the list. */
	private void reload() {
		run("""
				localStorage.setItem("aged", "0");
				caches.open("cinema-inbox").then(async (cache) => {
					const known = await (await cache.match("/cinema-inbox/push")).json();
					await cache.put("/cinema-inbox/push", new Response(JSON.stringify({ ...known, at: known.at - 86400000 })));
					localStorage.setItem("aged", "1");
				});""");
		awaits("localStorage.getItem('aged')", "1");
		this.page.browser().go(this.page.browser().url());
		run("start()");
	}

	@Test
	void asksOnAClickAloneAndIsSwitchedOffByAnother() {
		begin();
		awaits("says()", OFF);
		assertThat(run("return asked + kept('count', 0)")).isEqualTo(0L);
		run("part('.notify').click()");
		awaits("says()", ON);
		assertThat((String) run("return calls.find((one) => one.startsWith('PUT'))")).contains(
				"\"endpoint\":\"https://push.example/1\"", "\"p256dh\":\"p\"", "\"auth\":\"a\"",
				"\"label\":\"Chrome, Linux\"", "\"public_key\":\"BCVx");
		assertThat(run("return part('.standing').getAttribute('role')")).isEqualTo("status");
		assertThat(run("return kept('devices').d1ann")).isEqualTo("ann");

		run("part('.notify').click()");
		awaits("says()", OFF);
		assertThat(run("return kept('ended').join()")).isEqualTo("https://push.example/1");
		awaits("calls.at(-1)", "POST /push/d1ann/left {\"proof\":\"proof of d1ann\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					permission = 'denied' | Notifications are blocked. Allow them for this site in the browser's settings.
					trouble = 'Registration failed - push service not available' | The browser's push service cannot be reached. Try again later. [Notify me in this browser]
					trouble = 'Registration failed - permission denied' | This browser cannot notify you.
					put = 400 | This site does not work with the push service of this browser. [Notify me in this browser]
					put = 500 | That did not work. Try again. [Notify me in this browser]
					""")
	void saysWhatStandsInTheWay(String what, String words) {
		begin();
		awaits("says()", OFF);
		run(what + "; part('.notify').click()");
		awaits("says()", words);
	}

	/** A push service that never answers is not waited for without end. */
	@Test
	void givesUpOnAPushServiceThatIsSilent() {
		run("""
				const wait = window.setTimeout;
				window.setTimeout = (does, time) => wait(does, time === 30000 ? 300 : time);
				PushManager.prototype.subscribe = () => new Promise(() => {});""");
		begin();
		awaits("says()", OFF);
		run("part('.notify').click()");
		awaits("says()", "The browser's push service cannot be reached. Try again later. [Notify me in this browser]");
	}

	@Test
	void saysWhereItCannotBe() {
		run("delete window.PushManager");
		begin();
		awaits("says()", "This browser cannot notify you.");

		this.page.browser().go(this.here + "/unhosted");
		begin();
		awaits("says()", OFF);
		run("part('.notify').click()");
		awaits("says()", "Notifications are not set up on this site.");

		// The script is of another origin, and nothing of this one is named.
		this.page.browser().go(this.here.replace("127.0.0.1", "localhost") + "/");
		begin();
		awaits("infos.length", 1L);
		assertThat((String) run("return infos[0]")).contains("importScripts(\"" + this.here + "/widget/push.js\")",
				"<cinema-inbox push=");
		assertThat(run("return says()")).isEqualTo("");
	}

	@Test
	void isNotThereWhereTheServerHasNoKey() {
		run("keep('key', null)");
		begin();
		awaits("calls.filter((one) => one.startsWith('GET /push')).length", 1L);
		assertThat(run("return says()")).isEqualTo("");
	}

	@Test
	void renewsByItselfWhatWasMadeWithAnOlderKey() {
		switchOn();
		run("keep('key', OTHER)");
		reload();
		awaits("kept('subscribed').endpoint + kept('subscribed').key", run("return 'https://push.example/2' + OTHER"));
		awaits("kept('devices').d2ann", "ann");
		assertThat(run("return kept('ended').join()")).isEqualTo("https://push.example/1");
		assertThat(run("return asked")).isEqualTo(0L);
	}

	@Test
	void saysThatTheKeyHasChangedWhereItCannotRenew() {
		switchOn();
		run("keep('key', OTHER); trouble = 'gone'; part('.close').click(); part('.bell').click()");
		awaits("says()",
				"The key of this site has changed. Switch notifications on again. [Notify me in this browser]");
		run("trouble = ''; part('.notify').click()");
		awaits("says()", ON);
		assertThat(run("return kept('devices').d2ann")).isEqualTo("ann");
	}

	@Test
	void subscribesAnewWhatGotLost() {
		switchOn();
		run("localStorage.removeItem('subscribed')");
		reload();
		awaits("kept('devices').d2ann", "ann");
	}

	/** What is new stands, and so does what no message in the list is about. */
	@Test
	void takesAwayWhatStandsForMessagesThatWereSeenOrAreGone() {
		switchOn();
		run("""
				keep("standing", ["seen", "gone", "new", "other", null]);
				keep("items", ["seen", "gone", "new"].map((id, seq) => ({ id, seq, subject: id, html: "", created_at: "2026-11-29T10:00:00Z",
					expires_at: "2126-11-29T10:00:00Z", seen_at: id === "seen" ? "2026-11-29T10:01:00Z" : null, read_at: null,
					retracted: id === "gone" })));""");
		this.page.browser().go(this.here + "/");
		run("start()");
		awaits("JSON.stringify(kept('standing'))", "[\"new\",\"other\",null]");
	}

	/** Here, or where its push service did not know it any more. */
	@Test
	void tellsTheServerAgainWhatItHasForgotten() {
		switchOn();
		run("keep('devices', {})");
		reload();
		awaits("kept('devices').d1ann", "ann");
	}

	@Test
	void asksNothingAgainWithinTheHour() {
		switchOn();
		this.page.browser().go(this.here + "/");
		run("start()");
		awaits("calls.length > 0", true);
		run("look()");
		assertThat(run("return calls.filter((one) => one.includes('/push')).length")).isEqualTo(0L);
	}

	@Test
	void leavesWithWhoeverSignsOut() {
		switchOn();
		run("person = null; look()");
		awaits("kept('ended', []).join()", "https://push.example/1");
		awaits("Object.keys(kept('devices')).length", 0L);
		assertThat((String) run("return calls.at(-1)"))
			.isEqualTo("POST /push/d1ann/left {\"proof\":\"proof of d1ann\"}");
		run("person = 'ann'; look()");
		awaits("says()", OFF);
		assertThat(run("return kept('count')")).isEqualTo(1L);
	}

	@Test
	void leavesBeforeThePageSignsOut() {
		switchOn();
		run("document.querySelector('cinema-inbox').leave()");
		awaits("Object.keys(kept('devices')).length", 0L);
	}

	/**
	 * By a subscription of their own, so that what is on its way to the first reaches
	 * nobody.
	 */
	@Test
	void isTakenOverByWhoeverSignsInNext() {
		switchOn();
		run("person = 'bob'; keep('person', 'bob'); look()");
		awaits("says()", ON);
		awaits("Object.entries(kept('devices')).join()", "d2bob,bob");
		assertThat(run("return kept('ended').join()")).isEqualTo("https://push.example/1");

		// Not even where the one who signed in meanwhile cannot be told of.
		run("put = 503; person = 'eve'; keep('person', 'eve'); look()");
		awaits("says()", "That did not work. Try again. [Notify me in this browser]");
		assertThat(run("return Object.keys(kept('devices')).length")).isEqualTo(0L);
		reload();
		awaits("Object.entries(kept('devices')).join()", "d3eve,eve");
	}

	/** Of two tabs only one has heard yet that somebody else signed in. */
	@Test
	void takesNothingBackForWhoeverIsSignedInNoMore() {
		switchOn();
		run("""
				person = "bob";
				caches.open("cinema-inbox").then(async (cache) => {
					const known = await (await cache.match("/cinema-inbox/push")).json();
					await cache.put("/cinema-inbox/push", new Response(JSON.stringify({ ...known, person: "bob" })));
					part(".close").click();
					part(".bell").click();
				});""");
		awaits("kept('devices').d1bob", "bob");
		awaits("says()", ON);
		assertThat(run("return kept('ended', []).length")).isEqualTo(0L);
	}

	/** Two would show everything twice. */
	@Test
	void leavesTheServiceWorkerThatThePageDoesNotNameAnyMore() {
		switchOn();
		this.page.browser().go(this.here + "/app");
		run("start()");
		awaits("kept('devices').d2ann", "ann");
		assertThat(run("return kept('ended').join() + kept('devices').d1ann"))
			.isEqualTo("https://push.example/1undefined");
		awaits("navigator.serviceWorker.getRegistration('/app/cinema-inbox/').then((one) => new URL(one.active.scriptURL).search)",
				"?rest=" + this.here.replace(":", "%3A").replace("/", "%2F") + "%2F&links=https%3A%2F%2Fok.example");
	}

	@Test
	void endsWithThePermission() {
		switchOn();
		run("permission = 'denied'; look()");
		awaits("Object.keys(kept('devices')).length", 0L);
		run("part('.close').click(); part('.bell').click()");
		awaits("says()", "Notifications are blocked. Allow them for this site in the browser's settings.");
	}

}
