/*
 * The service worker of <cinema-inbox>: shows what comes for its person, and tells that it was clicked. A site of another
 * origin hosts a file of one line that imports it; docs/push.md has the rest.
 *
 * Its own address says where the REST is (rest) and which other origins links may lead to (links), both from the widget.
 */
(() => {
	"use strict";

	const said = new URL(self.location).searchParams;
	const REST = new URL(said.get("rest") || "../", self.location);
	const LINKS = new Set([self.location.origin, REST.origin, ...(said.get("links") || "").split(" ").filter(Boolean)]);
	const STORE = "cinema-inbox";
	const STATE = new URL("/cinema-inbox/push", self.location.origin).href;
	const PAUSES = [0, 2000, 8000];
	const WORDS = { en: "You have a new message.", ru: "У вас новое сообщение." };

	/** What the widget wrote down of this browser's subscription, or null. */
	async function state() {
		const known = await (await caches.open(STORE)).match(STATE);
		return known ? known.json() : null;
	}

	async function keep(state) {
		await (await caches.open(STORE)).put(STATE, new Response(JSON.stringify(state)));
	}

	async function post(path, body) {
		for (const pause of PAUSES) {
			await new Promise((done) => setTimeout(done, pause));
			try {
				const answer = await fetch(new URL(`api/v1/inbox/push/${path}`, REST), {
					method: "POST", credentials: "omit", cache: "no-store", keepalive: true,
					headers: { "Content-Type": "application/json" }, body: JSON.stringify(body)
				});
				if (answer.status < 500 && answer.status !== 429) {
					return answer;
				}
			}
			catch (ex) {
				// The network is away, perhaps for a moment.
			}
		}
		return null;
	}

	function read(text) {
		try {
			const message = JSON.parse(text);
			return message && typeof message === "object" ? message : {};
		}
		catch (ex) {
			return {};
		}
	}

	/** Something is always shown, as browsers demand; without a sound where somebody looks at the site already. */
	async function show(text) {
		const message = read(text);
		const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
		const words = WORDS[self.navigator.language.slice(0, 2)] || WORDS.en;
		await self.registration.showNotification(String(message.title || words), {
			body: String(message.body || ""), tag: String(message.id || STORE),
			silent: tabs.some((tab) => tab.focused && tab.visibilityState === "visible"),
			data: { link: message.link, seen: message.seen, message: message.message }
		});
	}

	function allowed(link) {
		try {
			const at = new URL(link);
			return ["http:", "https:"].includes(at.protocol) && LINKS.has(at.origin) ? at.href : null;
		}
		catch (ex) {
			return null;
		}
	}

	/** To the tab that shows it already; without a link to any tab of the site. */
	async function open(link) {
		const target = allowed(link);
		const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
		const tab = tabs.find((one) => target ? one.url === target : true);
		return tab ? tab.focus() : self.clients.openWindow(target || "/");
	}

	function click(notification) {
		const { link, seen } = notification.data || {};
		notification.close();
		return Promise.allSettled([open(link), seen ? post("seen", { proof: seen }) : null]);
	}

	/** The browser has ended a subscription; the new one is told by what was given to the one before. */
	function renew(event) {
		const again = () => subscribe(event);
		return self.navigator.locks ? self.navigator.locks.request("cinema-inbox push", again) : again();
	}

	async function subscribe(event) {
		const known = await state();
		if (!known || !known.id || Notification.permission !== "granted") {
			return;
		}
		const pushes = self.registration.pushManager;
		const fresh = event.newSubscription || await pushes.getSubscription()
			|| await pushes.subscribe({ userVisibleOnly: true, applicationServerKey: known.key });
		const { endpoint, keys } = fresh.toJSON();
		if (endpoint === known.endpoint) {
			return;
		}
		const answer = await post(`${known.id}/moved`, { proof: known.proof, endpoint, ...keys, public_key: known.key });
		if (answer && answer.ok) {
			await keep({ ...known, endpoint });
		}
		else if (answer) {
			// Nobody would write to it any more; the widget makes another one.
			await fresh.unsubscribe();
		}
	}

	self.addEventListener("install", () => self.skipWaiting());
	self.addEventListener("push", (event) => event.waitUntil(show(event.data ? event.data.text() : "")));
	self.addEventListener("notificationclick", (event) => event.waitUntil(click(event.notification)));
	self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

	/** For a site whose own service worker takes something else as well. */
	self.cinemaPush = { show, click, renew };
})();
