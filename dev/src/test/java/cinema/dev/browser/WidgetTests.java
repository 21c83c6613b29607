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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The widget alone, with a server and sockets that do what a test wants: what comes late,
 * twice, from another tab, or for another person.
 */
@Timeout(120)
class WidgetTests {

	private static final Path FILES = Path.of("../worker/src/main/resources/widget");

	private static final String PAGE = """
			<!doctype html><html lang="en"><title>t</title><script>
			let now = { status: 200, wait: 0, changes: { cursor: 3, reset: true, items: [], unread: 0, unseen: 0, oldest: 0, more: false },
				page: { items: [], next: null } };
			const calls = [], sockets = [];
			const message = (id, seq, more) => ({ id, seq, topic: "t", subject: id, text: "", html: "<p>" + id + "</p>", link: null,
				created_at: "2026-11-23T10:00:00Z", expires_at: "2036-11-23T10:00:00Z", seen_at: null, read_at: null, archived_at: null,
				snoozed_until: null, retracted: false, ...more });
			const token = (sub) => sub && "x." + btoa(JSON.stringify({ sub, exp: Date.now() / 1000 + 600 })) + ".x";
			window.fetch = async (url, init) => {
				const at = new URL(url);
				calls.push(init.method + " " + at.pathname.replace("/api/v1/inbox", "") + at.search);
				const answer = at.pathname.endsWith("/changes") ? now.changes : now.page;
				const { status, wait } = now;
				await new Promise((done) => setTimeout(done, init.method === "GET" ? wait : 0));
				return new Response(JSON.stringify(answer), { status: init.method === "GET" ? 200 : status });
			};
			window.WebSocket = class {
				static OPEN = 1;
				constructor() { this.readyState = 0; this.sent = []; sockets.push(this); }
				send(text) { this.sent.push(JSON.parse(text)); }
				close() { this.readyState = 3; }
				open() { this.readyState = 1; this.onopen(); }
				tell(items, more) {
					this.onmessage({ data: JSON.stringify({ type: "changes", cursor: 9, reset: true, items, unread: items.length, unseen: 0,
						oldest: 0, more: false, ...more }) });
				}
			};
			let seen = "visible", person = "ann", fails = 0;
			Object.defineProperty(document, "visibilityState", { get: () => seen });
			const look = (how) => { seen = how; document.dispatchEvent(new Event("visibilitychange")); };
			const start = () => document.querySelector("cinema-inbox").authenticate = async () => {
				if (fails-- > 0) { throw new Error("away"); }
				return token(person);
			};
			const part = (css) => document.querySelector("cinema-inbox").shadowRoot.querySelector(css);
			const subjects = () => [...document.querySelector("cinema-inbox").shadowRoot.querySelectorAll(".subject")]
				.map((one) => one.textContent).join();
			</script><script src="/widget/inbox.js"></script><cinema-inbox></cinema-inbox></html>
			""";

	private ServedPage page;

	@BeforeEach
	void open() throws IOException {
		this.page = ServedPage.open(WidgetTests::answer);
		this.page.browser().go(this.page.url() + "/");
	}

	@AfterEach
	void close() {
		if (this.page != null) {
			this.page.close();
		}
	}

	private static void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		byte[] body = path.startsWith("/widget/inbox.") ? Files.readAllBytes(FILES.resolve(path.substring(8)))
				: PAGE.getBytes(StandardCharsets.UTF_8);
		ServedPage.reply(exchange,
				path.endsWith(".js") ? "text/javascript" : path.endsWith(".css") ? "text/css" : "text/html", body);
	}

	private Object run(String script) {
		return this.page.run(script);
	}

	private void awaits(String expression, Object value) {
		this.page.awaits(expression, value);
	}

	/** Signed in, with a socket that has told these. */
	private void connect(String items) {
		run("start()");
		awaits("sockets.length", 1L);
		run("sockets[0].open(); sockets[0].tell([" + items + "])");
	}

	@Test
	void leavesNothingOfOnePersonToTheNext() {
		connect("message('secret', 1)");
		run("part('.bell').click()");
		awaits("subjects()", "secret");
		run("person = 'bob'; look('visible')");
		awaits("sockets.length", 2L);
		assertThat(run("return subjects() + part('.news').textContent")).isEqualTo("");
		assertThat(run("return part('.bell').getAttribute('aria-label')")).isEqualTo("Messages, none unread");
		run("sockets[1].open()");
		assertThat(run("return sockets[1].sent[0].cursor")).isEqualTo(-1L);
		run("sockets[0].tell([message('late', 2)])");
		run("sockets[1].tell([message('bobs', 1)])");
		awaits("subjects()", "bobs");
		run("person = null; look('visible')");
		awaits("part('.state').textContent", "Sign in to see your messages.");
		assertThat(run("return subjects()")).isEqualTo("");
	}

	@Test
	void triesAgainWhereNobodyCanTellWhoIsSignedIn() {
		run("fails = 2; start()");
		awaits("part('.state').textContent", "No connection. What is new comes when it is back.");
		awaits("sockets.length", 1L);
		run("sockets[0].open(); sockets[0].tell([message('one', 1)])");
		awaits("part('.bell').getAttribute('aria-label')", "Messages, 1 unread");
	}

	/** It holds the lock, and does not answer. */
	@Test
	void takesOverFromATabThatSleeps() {
		run("navigator.locks.request('cinema-inbox ann', () => new Promise(() => {})).catch(() => {})");
		run("start()");
		awaits("sockets.length", 1L);
		run("sockets[0].open(); sockets[0].tell([message('one', 1)])");
		awaits("part('.badge').textContent", "1");
	}

	/** And asks again for what it did not hear of. */
	@Test
	void leavesTheSocketToATabThatAnswers() throws InterruptedException {
		run("""
				navigator.locks.request('cinema-inbox ann', () => new Promise(() => {})).catch(() => {});
				const other = window.other = new BroadcastChannel('cinema-inbox ann');
				const told = (cursor, reset) => ({ cursor, reset, items: [message('m' + cursor, cursor)], unread: 1, unseen: 0, oldest: 0 });
				window.asks = 0;
				other.onmessage = (event) => event.data.ask && (asks++, other.postMessage({ here: true, told: told(5 * asks, true), asked: 5 * asks }));
				start();""");
		run("part('.bell').click()");
		awaits("subjects()", "m5");
		Thread.sleep(7000);
		assertThat(run("return sockets.length")).isEqualTo(0L);
		run("other.postMessage({ asked: 8, told: { cursor: 9, reset: false, items: [], unread: 1, unseen: 0, oldest: 0 } })");
		awaits("subjects()", "m10");
	}

	@Test
	void triesWithOneSocketAtATime() throws InterruptedException {
		run("start()");
		awaits("sockets.length", 1L);
		run("for (let i = 0; i < 5; i++) { look('visible'); window.dispatchEvent(new Event('online')); }");
		Thread.sleep(1500);
		assertThat(run("return sockets.length")).isEqualTo(1L);
		run("sockets[0].open(); sockets[0].tell([message('one', 1)])");
		run("sockets[0].close(); sockets[0].onclose({ code: 1006 }); for (let i = 0; i < 5; i++) { look('visible'); }");
		awaits("sockets.length", 2L);
		run("sockets[1].open(); sockets[1].tell([message('one', 1)]); sockets[0].onclose({ code: 1006 })");
		Thread.sleep(1500);
		assertThat(run("return sockets.length + ' ' + part('.state').textContent")).isEqualTo("2 ");
	}

	/** After a farewell to all of them they do not come back together. */
	@Test
	void spreadsTheFirstTryAfterTheServerHasEnded() {
		connect("");
		run("""
				window.waits = [];
				const wait = window.setTimeout;
				window.setTimeout = (does, time) => { waits.push(time); return wait(does, time); };
				Math.random = () => 0.9;
				sockets[0].onclose({ code: 1001 });""");
		assertThat((Number) run("return Math.max(...waits)")).isEqualTo(13500L);
	}

	@Test
	void takesNoOlderAnswerForTheTruth() throws InterruptedException {
		connect("message('one', 1)");
		run("part('.bell').click()");
		run("now.status = 500; now.wait = 1500; now.changes = { ...now.changes, cursor: 9, items: [message('one', 1)] }");
		run("part('.toggle').click()");
		awaits("calls.filter((one) => one === 'GET /changes?since=-1').length", 1L);
		run("now.status = 200; sockets[0].tell([message('two', 10)], { cursor: 10, reset: false })");
		Thread.sleep(2000);
		assertThat(run("return subjects()")).isEqualTo("two,one");
		// Numbers that begin anew are another thing.
		run("sockets[0].tell([message('restored', 2)], { cursor: 2 })");
		awaits("subjects()", "restored");
	}

	@Test
	void fillsUpAListThatHasBecomeShort() {
		run("now.page = { items: [message('older', 1)], next: 1 }");
		connect("");
		run("sockets[0].tell([message('one', 8), message('two', 7)], { cursor: 10, more: true }); part('.bell').click()");
		awaits("subjects()", "one,two,older");
		assertThat(run("return part('.more').hidden")).isEqualTo(false);
		run("now.page = { items: [], next: null }; part('.archive').click()");
		awaits("part('.more').hidden", true);
		run("sockets[0].tell([message('newest', 12)], { cursor: 12, more: true })");
		awaits("calls.filter((one) => one === 'GET ?limit=30&cursor=12').length", 1L);
	}

	@Test
	void hasSeenWhatIsLookedAtAgain() {
		connect("");
		run("part('.bell').click(); look('hidden'); sockets[0].tell([message('one', 11)], { cursor: 11 })");
		awaits("subjects()", "one");
		assertThat(run("return calls.includes('POST /seen')")).isEqualTo(false);
		run("look('visible')");
		awaits("calls.includes('POST /seen')", true);
	}

	@Test
	void leavesAloneWhatIsReadOutOrHasTheKeys() {
		connect("message('one', 1, { read_at: '2026-11-23T10:00:00Z', seen_at: '2026-11-23T10:00:00Z' })");
		run("sockets[0].tell([], { cursor: 10, reset: false, unread: 0 }); part('.bell').click()");
		run("""
				window.said = 0;
				new MutationObserver(() => said++).observe(part('.count'), { childList: true, characterData: true, subtree: true });
				window.held = part('.archive');
				held.focus();
				sockets[0].tell([message('two', 11, { read_at: '2026-11-23T10:00:00Z' })], { cursor: 11, reset: false, unread: 0 });""");
		awaits("subjects()", "two,one");
		assertThat(run("return part('[data-id=one] .archive') === held")).isEqualTo(true);
		assertThat(run("return document.querySelector('cinema-inbox').shadowRoot.activeElement === held"))
			.isEqualTo(true);
		assertThat(run("return said")).isEqualTo(0L);
	}

}
