/*
 * <cinema-inbox>: a bell, and behind it a person's messages. The page gives it a function that
 * yields the person's access token, and asks it again when the token has ended:
 *
 *   document.querySelector("cinema-inbox").authenticate = async () => (await fetch("/token")).text();
 *
 * Attributes: src (the base of the REST; without it where this file is from), lang (en or ru), push (the file of the site
 * that imports push.js; without it that of this origin) and links (further origins that notifications may open).
 * One tab of a browser holds the socket and tells the others; docs/inbox.md and docs/push.md have the rest.
 */
(() => {
	"use strict";

	const here = new URL(document.currentScript.src);
	const POLL = 30000;
	const QUIET = 65000;
	const SNOOZE = 24 * 3600 * 1000;
	const WATCH = 20000;
	const PATIENCE = 3000;
	const SPREAD = 15000;
	const SHORT = 10;
	const PATIENT = 30000;
	const HOUR = 3600 * 1000;
	const STORE = "cinema-inbox";
	const SUBSCRIBED = new URL("/cinema-inbox/push", location.origin).href;

	const WORDS = {
		en: {
			bell: "Messages", unread: (n) => n === 0 ? "Messages, none unread" : `Messages, ${n} unread`,
			title: "Messages", close: "Close", all: "Mark all as read", none: "No messages yet.",
			read: "Mark as read", unreadAct: "Mark as unread", archive: "Archive", snooze: "Tomorrow", open: "Open",
			more: "Show older ones", offline: "No connection. What is new comes when it is back.",
			signedOut: "Sign in to see your messages.", failed: "That did not work. Try again.", past: "no longer current",
			fresh: (subject) => `New message: ${subject}`, notify: "Notify me in this browser", hush: "Stop notifying me here",
			push: {
				off: "New messages can come to you while this page is closed.", on: "This browser notifies you of new messages.",
				busy: "One moment…", blocked: "Notifications are blocked. Allow them for this site in the browser's settings.",
				unsupported: "This browser cannot notify you.", install: "Add this site to the home screen, and it can notify you.",
				unreachable: "The browser's push service cannot be reached. Try again later.",
				foreign: "This site does not work with the push service of this browser.",
				changed: "The key of this site has changed. Switch notifications on again.",
				broken: "Notifications are not set up on this site.", failed: "That did not work. Try again."
			}
		},
		ru: {
			bell: "Сообщения", unread: (n) => n === 0 ? "Сообщения, непрочитанных нет" : `Сообщения, непрочитанных: ${n}`,
			title: "Сообщения", close: "Закрыть", all: "Отметить всё прочитанным", none: "Сообщений пока нет.",
			read: "Прочитано", unreadAct: "Не прочитано", archive: "В архив", snooze: "Завтра", open: "Открыть",
			more: "Показать более ранние", offline: "Нет соединения. Новое появится, когда оно вернётся.",
			signedOut: "Войдите, чтобы увидеть сообщения.", failed: "Не получилось. Попробуйте ещё раз.", past: "уже не актуально",
			fresh: (subject) => `Новое сообщение: ${subject}`, notify: "Уведомлять в этом браузере", hush: "Больше не уведомлять здесь",
			push: {
				off: "Новые сообщения могут приходить, даже когда страница закрыта.", on: "Этот браузер уведомляет о новых сообщениях.",
				busy: "Минуту…", blocked: "Уведомления запрещены. Разрешите их для этого сайта в настройках браузера.",
				unsupported: "Этот браузер не умеет уведомлять.", install: "Добавьте сайт на экран «Домой», и он сможет уведомлять.",
				unreachable: "Служба уведомлений браузера недоступна. Попробуйте позже.",
				foreign: "Сайт не работает со службой уведомлений этого браузера.",
				changed: "Ключ сайта сменился. Включите уведомления ещё раз.",
				broken: "Уведомления на этом сайте не настроены.", failed: "Не получилось. Попробуйте ещё раз."
			}
		}
	};

	const ALLOWED = new Set(["P", "BR", "STRONG", "EM", "UL", "OL", "LI", "H1", "H2", "H3", "CODE", "PRE", "BLOCKQUOTE", "HR", "A"]);

	/** Copies what may be shown; of anything else the words alone. */
	function safe(html, into) {
		const copy = (from, to) => {
			for (const node of from.childNodes) {
				if (node.nodeType === Node.TEXT_NODE) {
					to.append(node.data);
				}
				else if (node.nodeType === Node.ELEMENT_NODE && !["SCRIPT", "STYLE", "TEMPLATE"].includes(node.tagName)) {
					let target = to;
					if (ALLOWED.has(node.tagName)) {
						target = document.createElement(node.tagName);
						if (node.tagName === "A") {
							const link = URL.parse ? URL.parse(node.getAttribute("href") || "") : parse(node.getAttribute("href"));
							if (link && ["http:", "https:"].includes(link.protocol)) {
								target.href = link.href;
								target.rel = "noopener noreferrer";
							}
						}
						to.append(target);
					}
					copy(node, target);
				}
			}
		};
		copy(new DOMParser().parseFromString(html, "text/html").body, into);
	}

	function parse(link) {
		try {
			return new URL(link);
		}
		catch (ex) {
			return null;
		}
	}

	/** What is known of an inbox, and how word of changes is taken in; it may come twice and in any order. */
	class Model {

		constructor() {
			this.items = new Map();
			this.cursor = -1;
			this.unread = 0;
			this.unseen = 0;
			this.more = false;
		}

		/** What is older than what is known counts only where numbers begin anew behind what was asked for. */
		take(told, asked) {
			if (told.cursor < this.cursor && !(told.reset && asked === this.cursor)) {
				return [];
			}
			const before = this.items;
			const fresh = [];
			if (told.reset) {
				this.items = new Map();
				this.more = Boolean(told.more);
			}
			for (const one of told.items) {
				const known = before.get(one.id);
				if (one.retracted || one.archived_at || one.snoozed_until) {
					this.items.delete(one.id);
				}
				else {
					this.items.set(one.id, one);
					if (this.cursor >= 0 && !one.read_at && (!known || known.seq < one.seq)) {
						fresh.push(one);
					}
				}
			}
			for (const one of [...this.items.values()]) {
				if (one.seq < told.oldest) {
					this.items.delete(one.id);
				}
			}
			this.cursor = told.cursor;
			this.unread = told.unread;
			this.unseen = told.unseen;
			return fresh;
		}

		list() {
			return [...this.items.values()].sort((one, other) => other.seq - one.seq);
		}

		snapshot() {
			return { cursor: this.cursor, reset: true, items: this.list(), more: this.more, unread: this.unread, unseen: this.unseen, oldest: 0 };
		}

	}

	/** Keeps a person's model up to date: by a socket, by another tab that has one, or by asking. */
	class Line {

		constructor(inbox, person) {
			this.inbox = inbox;
			this.name = `cinema-inbox ${person}`;
			this.tries = 0;
			this.turn = 0;
			this.stopped = false;
			this.leading = false;
		}

		start() {
			this.channel = "BroadcastChannel" in window ? new BroadcastChannel(this.name) : null;
			if (!navigator.locks || !this.channel) {
				this.lead();
				return;
			}
			this.channel.onmessage = (event) => this.heard(event.data);
			this.queue(false);
			this.check();
			this.watching = setInterval(() => this.check(), WATCH);
		}

		/** Waits for its turn to hold the socket, or takes it from a tab that is asleep. */
		queue(steal) {
			if (this.abort) {
				this.abort.abort();
			}
			this.abort = new AbortController();
			let held = false;
			navigator.locks.request(this.name, steal ? { steal: true } : { signal: this.abort.signal }, () => {
				held = true;
				return this.lead();
			}).catch(() => held && this.stepDown());
		}

		/** Until the tab is closed; then the next one has its turn. */
		lead() {
			if (this.stopped) {
				return null;
			}
			this.leading = true;
			if (this.channel) {
				// Who doubted the tab before has no reason to go on.
				this.channel.postMessage({ here: true, online: this.online });
			}
			this.trust();
			this.connect();
			return new Promise((release) => {
				this.release = release;
			});
		}

		/** Another tab has taken over, since this one was asleep. */
		stepDown() {
			if (!this.stopped) {
				this.leading = false;
				this.rest();
				this.queue(false);
				this.check();
			}
		}

		/** Asks the tab with the socket; one that somebody looks at does not wait for one that does not answer. */
		check() {
			if (this.leading || this.stopped || !this.channel) {
				return;
			}
			this.channel.postMessage({ ask: true, cursor: this.inbox.model.cursor });
			if (!this.doubt && document.visibilityState === "visible") {
				this.doubt = setTimeout(() => {
					this.doubt = 0;
					if (!this.leading && !this.stopped) {
						this.queue(true);
					}
				}, PATIENCE + Math.random() * PATIENCE);
			}
		}

		trust() {
			clearTimeout(this.doubt);
			this.doubt = 0;
		}

		/** Another tab has told something, or asks. */
		heard(said) {
			const model = this.inbox.model;
			if (this.leading) {
				if (said.ask) {
					const news = model.cursor >= 0 && said.cursor !== model.cursor;
					this.channel.postMessage({ here: true, online: this.online, ...(news ? { told: model.snapshot(), asked: model.cursor } : {}) });
				}
				if (said.check) {
					this.poll();
				}
				return;
			}
			if (said.here || said.told) {
				this.trust();
			}
			if (said.told && (said.told.reset || said.asked <= model.cursor)) {
				this.inbox.taken(said.told, said.asked, said.online);
			}
			else if (said.told) {
				// Something in between was not heard here.
				this.check();
			}
			else if (said.here) {
				this.inbox.state(said.online);
			}
		}

		told(told, asked) {
			this.online = true;
			this.inbox.taken(told, asked, true);
			if (this.channel) {
				this.channel.postMessage({ told, asked, online: true });
			}
		}

		offline() {
			this.online = false;
			this.inbox.state(false);
		}

		/** There is one socket at most, and one try at a time. */
		async connect() {
			clearTimeout(this.waiting);
			if (this.socket || this.stopped) {
				return;
			}
			const turn = ++this.turn;
			const token = await this.inbox.token();
			if (this.stopped || turn !== this.turn) {
				return;
			}
			if (!token) {
				this.again(0);
				return;
			}
			const at = new URL("api/v1/inbox/socket", this.inbox.base());
			at.protocol = at.protocol === "https:" ? "wss:" : "ws:";
			try {
				this.socket = new WebSocket(at);
			}
			catch (ex) {
				this.fallBack();
				this.again(0);
				return;
			}
			this.use(this.socket, token);
		}

		use(socket, token) {
			let opened = false;
			let asked = -1;
			const lost = (code) => {
				if (this.socket !== socket) {
					return;
				}
				this.rest();
				if (code === 1008) {
					this.inbox.forgetToken();
				}
				if (opened) {
					this.offline();
				}
				else {
					this.fallBack();
				}
				this.again(code);
			};
			// A connection that says nothing for so long is none, whatever it looks like.
			const listen = () => {
				clearTimeout(this.quiet);
				this.quiet = setTimeout(() => lost(0), QUIET);
			};
			listen();
			socket.onopen = () => {
				asked = this.inbox.model.cursor;
				socket.send(JSON.stringify({ type: "hello", token, cursor: asked }));
			};
			socket.onmessage = (event) => {
				if (this.socket !== socket) {
					return;
				}
				const said = JSON.parse(event.data);
				listen();
				if (said.type === "ping") {
					socket.send("{\"type\":\"pong\"}");
				}
				else if (said.type === "changes") {
					if (!opened) {
						opened = true;
						this.connected = true;
						this.tries = 0;
						clearInterval(this.polling);
						this.polling = 0;
						this.renewal(socket, token);
					}
					const before = asked;
					asked = said.cursor;
					this.told(said, before);
				}
			};
			socket.onclose = (event) => lost(event.code);
		}

		/** Without a socket, and without a try that would open one. */
		rest() {
			this.turn++;
			this.connected = false;
			[this.quiet, this.renewing, this.waiting].forEach((one) => clearTimeout(one));
			const socket = this.socket;
			this.socket = null;
			if (socket) {
				socket.close();
			}
			if (!this.leading || this.stopped) {
				clearInterval(this.polling);
				this.polling = 0;
			}
		}

		/** A newer token before this one ends; again and again where there is none yet. */
		renewal(socket, token) {
			clearTimeout(this.renewing);
			const left = expires(token) - Date.now();
			if (left > 0) {
				this.renewing = setTimeout(async () => {
					const newer = await this.inbox.token(true);
					if (this.socket !== socket) {
						return;
					}
					if (newer && newer !== token) {
						socket.send(JSON.stringify({ type: "token", token: newer }));
					}
					this.renewal(socket, newer || token);
				}, Math.min(0x7fffffff, Math.max(2000, left - 30000)));
			}
		}

		/**
		 * Later and later, and not all at the same time: a server that ends has had thousands. Of too many
		 * sockets one does not fight for its place.
		 */
		again(code) {
			const crowd = this.tries === 0 && [1001, 1006, 1013].includes(code);
			const most = code === 4008 ? 60000 : Math.min(30000, 1000 * 2 ** this.tries);
			this.tries = Math.min(this.tries + 1, 10);
			clearTimeout(this.waiting);
			this.waiting = setTimeout(() => this.connect(), crowd ? Math.random() * SPREAD : most / 2 + Math.random() * most / 2);
		}

		/** Where sockets are blocked one asks. */
		fallBack() {
			if (!this.polling) {
				this.poll();
				this.polling = setInterval(() => this.poll(), POLL);
			}
		}

		async poll() {
			const asked = this.inbox.model.cursor;
			try {
				const told = await this.inbox.ask("GET", `changes?since=${asked}`);
				if (this.leading && !this.stopped) {
					this.told(told, asked);
				}
			}
			catch (ex) {
				if (!this.stopped) {
					this.offline();
				}
			}
		}

		/** Somebody looks, or the network is back. */
		wake() {
			if (this.leading && !this.socket) {
				clearTimeout(this.waiting);
				this.tries = 0;
				this.waiting = setTimeout(() => this.connect(), Math.random() * 1000);
			}
			this.check();
		}

		/** Without a socket an own change is not told. */
		changed() {
			if (this.leading && !this.connected) {
				this.poll();
			}
			else if (!this.leading && this.channel) {
				this.channel.postMessage({ check: true });
			}
		}

		stop() {
			this.stopped = true;
			this.rest();
			this.trust();
			clearInterval(this.watching);
			if (this.channel) {
				this.channel.close();
			}
			if (this.release) {
				this.release();
			}
			if (this.abort) {
				this.abort.abort();
			}
		}

	}

	/** Whose subscription this browser has, for the service worker too; null where nobody has asked for one. */
	async function stored() {
		const known = await (await caches.open(STORE)).match(SUBSCRIBED);
		return known ? known.json() : null;
	}

	async function store(known) {
		const cache = await caches.open(STORE);
		return known ? cache.put(SUBSCRIBED, new Response(JSON.stringify(known))) : cache.delete(SUBSCRIBED);
	}

	/** Notifications by this browser: one subscription at most, of whoever is signed in. */
	class Push {

		constructor(inbox) {
			this.inbox = inbox;
			this.shown = "";
			this.last = Promise.resolve();
		}

		/** The service worker, which has to be of the page's origin; null where it is not hosted. */
		script() {
			const named = this.inbox.getAttribute("push");
			const at = named ? new URL(named, location.href) : new URL("push.js", here);
			return at.origin === location.origin ? at : null;
		}

		/** To whoever made the page; its readers have no use for it. */
		explain() {
			if (!this.explained) {
				this.explained = true;
				console.info(`cinema-inbox: to notify, host a file with importScripts("${new URL("push.js", here)}") on ${location.origin}`
					+ " and name it: <cinema-inbox push=\"/cinema-push.js\">");
			}
		}

		isPossible() {
			return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window && "caches" in window;
		}

		/** Of a scope that nothing is in, so that it meets no other service worker. */
		scope() {
			return new URL("cinema-inbox/", this.script()).href;
		}

		show(state) {
			this.shown = state;
			this.inbox.drawPush();
		}

		/** One at a time, in all tabs. */
		run(action) {
			const turn = () => navigator.locks ? navigator.locks.request("cinema-inbox push", action) : action();
			const done = this.last.then(turn);
			this.last = done.catch(() => {});
			return done;
		}

		/** What is so now, and is made right: silently, or thoroughly where somebody looks. */
		async look(thorough) {
			const person = this.inbox.person;
			if (person === null) {
				return;
			}
			if (!this.script()) {
				if (thorough && person) {
					this.explain();
				}
				return;
			}
			if (!this.isPossible()) {
				this.show(person ? navigator.standalone === false ? "install" : "unsupported" : "");
				return;
			}
			await this.attempt(() => this.tend(person, thorough));
		}

		async attempt(action) {
			const person = this.inbox.person;
			try {
				await this.run(action);
			}
			catch (ex) {
				if (person === this.inbox.person) {
					console.warn("cinema-inbox: no notifications:", ex);
					this.show(this.reason(ex));
				}
			}
		}

		reason(ex) {
			if (ex.state) {
				return ex.state;
			}
			if (ex.name === "NotAllowedError") {
				return Notification.permission === "denied" ? "blocked" : "off";
			}
			if (ex.name === "AbortError") {
				// Without a push service, or in a private window.
				return ex.message.includes("permission denied") ? "unsupported" : "unreachable";
			}
			return "failed";
		}

		async tend(person, thorough) {
			let known = await stored();
			if (known && known.person !== person) {
				// Another tab may know better who is signed in by now.
				await this.inbox.token(true);
				if (this.inbox.person !== person) {
					return;
				}
			}
			const registration = await this.registration(known);
			const subscription = registration && await registration.pushManager.getSubscription();
			const granted = Notification.permission === "granted";
			let wanted = Boolean(known) && granted;
			if (known && (known.person !== person || known.scope !== this.scope() || !granted)) {
				await this.leave(known, subscription);
				known = { person };
				wanted = wanted && Boolean(person);
			}
			if (!person) {
				this.show("");
				return;
			}
			const whole = wanted && subscription && subscription.endpoint === known.endpoint;
			if (whole && !thorough && Date.now() - known.at < HOUR) {
				this.show("on");
				return;
			}
			if (!wanted && !thorough) {
				this.show(this.shown && "off");
				return;
			}
			const told = await this.inbox.ask("GET", "push");
			if (!told.public_key) {
				this.show("");
			}
			else if (!wanted) {
				this.show(Notification.permission === "denied" ? "blocked" : "off");
			}
			else if (whole && known.key === told.public_key && told.items.some((one) => one.id === known.id)) {
				if (registration.active && registration.active.scriptURL !== this.address().href) {
					await this.register();
				}
				await store({ ...known, at: Date.now() });
				this.show("on");
			}
			else {
				await this.renew(person, known, told.public_key);
			}
		}

		async renew(person, known, key) {
			try {
				await this.subscribe(person, key);
			}
			catch (ex) {
				const changed = known.key && known.key !== key && this.inbox.person === person;
				throw changed ? Object.assign(ex, { state: "changed" }) : ex;
			}
		}

		/** The one that was subscribed, or would be; null where there is none. */
		async registration(known) {
			const scope = known && known.scope || this.scope();
			const found = await navigator.serviceWorker.getRegistration(scope);
			return found && found.scope === scope ? found : null;
		}

		click() {
			if (this.shown !== "busy") {
				return this.shown === "on" ? this.switchOff() : this.switchOn();
			}
			return null;
		}

		/** On a click alone, since browsers show their question for nothing else. */
		async switchOn() {
			const person = this.inbox.person;
			this.show("busy");
			const permission = await Notification.requestPermission();
			if (permission !== "granted") {
				this.show(permission === "denied" ? "blocked" : "off");
				return;
			}
			await this.attempt(async () => {
				const told = await this.inbox.ask("GET", "push");
				await this.subscribe(person, told.public_key);
			});
		}

		async subscribe(person, key) {
			const pushes = (await this.register()).pushManager;
			let subscription = await pushes.getSubscription();
			if (subscription && keyOf(subscription) !== key) {
				await subscription.unsubscribe();
				subscription = null;
			}
			subscription = subscription || await inTime(pushes.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
			// Whoever comes after a reload finds what was wanted, and goes on.
			await store({ person, key, scope: this.scope(), at: 0 });
			try {
				const { endpoint, keys } = subscription.toJSON();
				const told = await this.inbox.ask("PUT", "push", { endpoint, ...keys, label: label(), public_key: key });
				await store({ person, key, scope: this.scope(), endpoint, id: told.id, proof: told.proof, at: Date.now() });
				this.show("on");
			}
			catch (ex) {
				if (ex.status === 400 || ex.status === 409) {
					await this.leave({}, subscription);
				}
				throw ex.status === 400 ? Object.assign(ex, { state: "foreign" }) : ex;
			}
		}

		/** With what the service worker has to know. */
		address() {
			const at = this.script();
			at.searchParams.set("rest", this.inbox.base());
			if (this.inbox.getAttribute("links")) {
				at.searchParams.set("links", this.inbox.getAttribute("links"));
			}
			return at;
		}

		async register() {
			try {
				const made = await navigator.serviceWorker.register(this.address(), { scope: this.scope(), updateViaCache: "none" });
				await active(made);
				return made;
			}
			catch (ex) {
				throw Object.assign(ex, { state: "broken" });
			}
		}

		async switchOff() {
			this.show("busy");
			await this.attempt(async () => {
				const known = await stored();
				const registration = await this.registration(known);
				await this.leave(known || {}, registration && await registration.pushManager.getSubscription());
				this.show("off");
			});
		}

		/** Takes away the notifications of what was seen elsewhere, or is gone; without a page nobody can. */
		async clear(items) {
			const done = new Set(items.filter((one) => one.seen_at || one.retracted).map((one) => one.id));
			if (done.size === 0 || !this.script() || !this.isPossible() || Notification.permission !== "granted") {
				return;
			}
			try {
				const registration = await this.registration(await stored());
				const standing = registration ? await registration.getNotifications() : [];
				standing.filter((one) => one.data && done.has(one.data.message)).forEach((one) => one.close());
			}
			catch (ex) {
				console.warn("cinema-inbox: a notification stands on:", ex);
			}
		}

		/** The browser first, so that nothing comes any more whatever the rest becomes of. */
		async leave(known, subscription) {
			if (subscription) {
				await subscription.unsubscribe();
			}
			await store(null);
			if (known.id) {
				await fetch(new URL(`api/v1/inbox/push/${known.id}/left`, this.inbox.base()), {
					method: "POST", credentials: "omit", keepalive: true, headers: { "Content-Type": "application/json" },
					body: JSON.stringify({ proof: known.proof })
				}).catch(() => {});
			}
		}

	}

	/** A browser asks its push service for minutes, and says nothing. */
	function inTime(subscribing) {
		let late;
		return Promise.race([subscribing, new Promise((done, fail) => {
			late = setTimeout(() => fail(Object.assign(new Error("the push service does not answer"), { state: "unreachable" })), PATIENT);
		})]).finally(() => clearTimeout(late));
	}

	function active(registration) {
		const worker = registration.installing || registration.waiting;
		return registration.active || !worker ? Promise.resolve() : new Promise((done, fail) => {
			worker.addEventListener("statechange", () => {
				if (worker.state === "activated") {
					done();
				}
				else if (worker.state === "redundant") {
					fail(new Error("the service worker did not start"));
				}
			});
		});
	}

	/** In base64url; an empty text where the browser does not tell. */
	function keyOf(subscription) {
		const key = subscription.options && subscription.options.applicationServerKey;
		return key ? btoa(String.fromCharCode(...new Uint8Array(key))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") : "";
	}

	/** How people call what they look at. */
	function label() {
		const find = (names) => (names.find((one) => navigator.userAgent.includes(one.split(" ")[0])) || "").split(" ").at(-1);
		return [find(["Edg Edge", "OPR Opera", "YaBrowser Yandex", "Firefox", "Chrome", "Safari"]),
			find(["Android", "iPhone", "iPad", "Windows", "Macintosh macOS", "Linux"])].filter(Boolean).join(", ");
	}

	function claims(token) {
		try {
			return JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")));
		}
		catch (ex) {
			return {};
		}
	}

	const subject = (token) => String(claims(token).sub || "");
	const expires = (token) => (claims(token).exp || 0) * 1000;

	class CinemaInbox extends HTMLElement {

		constructor() {
			super();
			this.model = new Model();
			this.opened = new Set();
			this.person = null;
			this.known = null;
			this.tries = 0;
			this.push = new Push(this);
		}

		connectedCallback() {
			if (!this.shadowRoot) {
				this.build();
			}
			if (Object.hasOwn(this, "authenticate")) {
				// It was set before this script was there.
				const source = this.authenticate;
				delete this.authenticate;
				this.source = source;
			}
			this.onwake = () => {
				if (document.visibilityState === "visible") {
					this.begin(true).then(() => this.push.look(false));
					this.see();
				}
			};
			document.addEventListener("visibilitychange", this.onwake);
			window.addEventListener("online", this.onwake);
			if (this.authenticate) {
				this.begin();
			}
		}

		disconnectedCallback() {
			document.removeEventListener("visibilitychange", this.onwake);
			window.removeEventListener("online", this.onwake);
			this.end();
		}

		/** A function that yields the person's token, or null when nobody is signed in; it throws when it cannot tell. */
		set authenticate(source) {
			this.source = source;
			this.end();
			if (this.isConnected) {
				this.begin();
			}
		}

		get authenticate() {
			return this.source;
		}

		/** As soon as it is known who is signed in, there is a line; where nobody can tell, it is tried later. */
		async begin(anew) {
			clearTimeout(this.retry);
			this.draw();
			const source = this.source;
			if (!source) {
				return;
			}
			await this.token(anew);
			if (source !== this.source || !this.isConnected) {
				return;
			}
			clearTimeout(this.retry);
			if (this.person === null) {
				const most = Math.min(30000, 1000 * 2 ** this.tries);
				this.tries = Math.min(this.tries + 1, 10);
				this.retry = setTimeout(() => this.begin(), most / 2 + Math.random() * most / 2);
			}
			else {
				this.tries = 0;
				if (this.line && anew) {
					this.line.wake();
				}
			}
		}

		end() {
			clearTimeout(this.retry);
			this.tries = 0;
			this.asking = null;
			this.become(null, null);
		}

		/** Nothing of one person is left to the next; an empty word is nobody, and null whoever it may be. */
		become(person, token) {
			this.known = token;
			if (this.person === person) {
				return;
			}
			this.person = person;
			if (this.line) {
				this.line.stop();
				this.line = null;
			}
			this.model = new Model();
			this.opened.clear();
			if (this.ui) {
				this.ui.count.textContent = "";
				this.ui.news.textContent = "";
				this.say(person === "" ? this.words.signedOut : "");
				this.draw();
			}
			if (person) {
				this.line = new Line(this, person);
				this.line.start();
			}
			this.push.show("");
			this.push.look(Boolean(this.ui) && !this.ui.panel.hidden);
		}

		/** For the page, before it signs somebody out: nothing comes to this browser any more. */
		async leave() {
			if (this.push.script() && this.push.isPossible()) {
				await this.push.switchOff();
			}
		}

		base() {
			const src = this.getAttribute("src");
			return new URL(src ? src.replace(/\/*$/, "/") : "../", src ? document.baseURI : here);
		}

		get words() {
			const language = (this.lang || document.documentElement.lang || navigator.language || "en").slice(0, 2);
			return WORDS[language] || WORDS.en;
		}

		/** Null where there is none; anew, it is asked for even when the one that is known is good. */
		async token(anew) {
			if (!anew && this.isGood()) {
				return this.known;
			}
			if (!this.asking) {
				const asking = this.renewed(this.source).finally(() => {
					this.asking = this.asking === asking ? null : this.asking;
				});
				this.asking = asking;
			}
			return this.asking;
		}

		isGood() {
			return Boolean(this.known) && expires(this.known) >= Date.now() + 5000;
		}

		async renewed(source) {
			try {
				const token = source ? await source() : null;
				if (source !== this.source || !this.isConnected) {
					return null;
				}
				const person = token ? subject(token) : "";
				this.become(person, person ? token : null);
				return this.known;
			}
			catch (ex) {
				if (source === this.source && this.isConnected) {
					this.state(false);
				}
				return this.isGood() ? this.known : null;
			}
		}

		forgetToken() {
			this.known = null;
		}

		async ask(method, path, body) {
			const person = this.person;
			const send = async () => {
				const token = await this.token();
				if (!token || this.person !== person) {
					throw new Error("somebody else is signed in, or nobody");
				}
				return fetch(new URL(`api/v1/inbox${path ? `${path.startsWith("?") ? "" : "/"}${path}` : ""}`, this.base()), {
					method, cache: "no-store", credentials: "omit",
					headers: { Authorization: `Bearer ${token}`, ...(body ? { "Content-Type": "application/json" } : {}) },
					body: body ? JSON.stringify(body) : undefined
				});
			};
			let answer = await send();
			if (answer.status === 401) {
				this.forgetToken();
				answer = await send();
			}
			if (!answer.ok) {
				throw Object.assign(new Error(`the inbox answered ${answer.status}`), { status: answer.status });
			}
			const said = await answer.json();
			if (this.person !== person) {
				throw new Error("somebody else is signed in, or nobody");
			}
			return said;
		}

		taken(told, asked, online) {
			const fresh = this.model.take(told, asked);
			this.state(online);
			if (fresh.length > 0) {
				this.ui.news.textContent = this.words.fresh(fresh[0].subject);
			}
			this.draw();
			this.see();
			this.fill();
			this.push.clear(told.items);
		}

		state(online) {
			this.say(online === false ? this.words.offline : "");
		}

		say(words) {
			put(this.ui.state, words);
			this.ui.state.hidden = !words;
		}

		build() {
			const root = this.attachShadow({ mode: "open" });
			const style = make("link", { rel: "stylesheet", href: here.href.replace(/\.js(\?.*)?$/, ".css") });
			const bell = make("button", { type: "button", className: "bell" });
			bell.setAttribute("aria-haspopup", "dialog");
			bell.setAttribute("aria-expanded", "false");
			const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
			svg.setAttribute("viewBox", "0 0 24 24");
			svg.setAttribute("aria-hidden", "true");
			for (const d of ["M6 9a6 6 0 0 1 12 0c0 6 2 7 2 8H4c0-1 2-2 2-8", "M10 21h4"]) {
				const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
				path.setAttribute("d", d);
				svg.append(path);
			}
			const badge = make("span", { className: "badge", hidden: true });
			badge.setAttribute("aria-hidden", "true");
			bell.append(svg, badge);
			const count = make("span", { className: "unheard count" });
			count.setAttribute("role", "status");
			count.setAttribute("aria-live", "polite");
			const news = make("span", { className: "unheard news" });
			news.setAttribute("role", "status");
			news.setAttribute("aria-live", "polite");
			const panel = make("div", { className: "panel", hidden: true });
			panel.setAttribute("role", "dialog");
			const head = make("div", { className: "head" });
			const title = make("h2", { id: "title" });
			panel.setAttribute("aria-labelledby", "title");
			const all = make("button", { type: "button", className: "all" });
			const close = make("button", { type: "button", className: "close" });
			head.append(title, all, close);
			const state = make("p", { className: "state", hidden: true });
			state.setAttribute("role", "status");
			const list = make("ul", { className: "list" });
			const none = make("p", { className: "none" });
			const more = make("button", { type: "button", className: "more" });
			const push = make("div", { className: "push", hidden: true });
			const standing = make("p", { className: "standing" });
			standing.setAttribute("role", "status");
			const notify = make("button", { type: "button", className: "notify" });
			push.append(standing, notify);
			panel.append(head, state, list, none, more, push);
			root.append(style, bell, count, news, panel);
			this.ui = { bell, badge, count, news, panel, title, all, close, state, list, none, more, push, standing, notify };
			bell.addEventListener("click", () => this.show(panel.hidden));
			close.addEventListener("click", () => this.show(false));
			all.addEventListener("click", () => this.readAll());
			more.addEventListener("click", () => this.showMore());
			notify.addEventListener("click", () => this.push.click());
			root.addEventListener("keydown", (event) => this.key(event));
			document.addEventListener("click", (event) => {
				if (!panel.hidden && !event.composedPath().includes(this)) {
					this.show(false);
				}
			});
		}

		show(open) {
			this.ui.panel.hidden = !open;
			this.ui.bell.setAttribute("aria-expanded", String(open));
			if (open) {
				// To the side on which there is room.
				this.ui.panel.classList.toggle("start", this.ui.bell.getBoundingClientRect().right < 390);
				this.draw();
				this.see();
				this.fill();
				this.push.look(true);
				(this.ui.list.querySelector(".subject") || this.ui.close).focus();
			}
			else {
				this.ui.bell.focus();
			}
		}

		key(event) {
			if (event.key === "Escape" && !this.ui.panel.hidden) {
				event.stopPropagation();
				this.show(false);
			}
			if (event.key === "ArrowDown" || event.key === "ArrowUp") {
				const all = [...this.ui.list.querySelectorAll(".subject")];
				const at = all.indexOf(this.shadowRoot.activeElement);
				const next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
				if (at >= 0 && next) {
					event.preventDefault();
					next.focus();
				}
			}
		}

		/** What is in the open list is seen. */
		see() {
			const newest = this.model.list()[0];
			const unseen = this.model.list().some((one) => !one.seen_at);
			if (!this.ui.panel.hidden && document.visibilityState === "visible" && newest && unseen) {
				this.model.items.forEach((one) => {
					one.seen_at = one.seen_at || new Date().toISOString();
				});
				this.attempt(() => this.ask("POST", "seen", { up_to: newest.seq }));
			}
		}

		/** Shows at once what is asked for, and the truth when it is not granted. */
		async attempt(request) {
			const person = this.person;
			try {
				await request();
				if (this.line) {
					this.line.changed();
				}
			}
			catch (ex) {
				if (person !== this.person) {
					return;
				}
				const asked = this.model.cursor;
				this.say(this.words.failed);
				try {
					this.model.take(await this.ask("GET", "changes?since=-1"), asked);
				}
				catch (away) {
					this.state(person === this.person ? false : undefined);
				}
				this.draw();
			}
		}

		change(one, body, apply) {
			apply();
			this.draw();
			this.attempt(() => this.ask("PATCH", one.id, body));
		}

		read(one, read) {
			if (Boolean(one.read_at) === read) {
				return;
			}
			this.change(one, { read }, () => {
				one.read_at = read ? new Date().toISOString() : null;
				this.model.unread = Math.max(0, this.model.unread + (read ? -1 : 1));
			});
		}

		remove(one, body) {
			const all = [...this.ui.list.querySelectorAll(".subject")];
			const at = this.model.list().indexOf(one);
			this.change(one, body, () => {
				this.model.items.delete(one.id);
				this.model.unread = Math.max(0, this.model.unread - (one.read_at ? 0 : 1));
			});
			const next = this.ui.list.querySelectorAll(".subject")[Math.min(at, all.length - 2)];
			(next || this.ui.close).focus();
			this.fill();
		}

		readAll() {
			const newest = this.model.list()[0];
			if (!newest) {
				return;
			}
			this.model.items.forEach((one) => {
				one.read_at = one.read_at || new Date().toISOString();
			});
			this.model.unread = 0;
			this.draw();
			this.attempt(() => this.ask("POST", "read", { up_to: newest.seq }));
		}

		/** A list that has become short is filled up. */
		fill() {
			if (!this.ui.panel.hidden && this.model.more && this.model.items.size < SHORT) {
				this.showMore();
			}
		}

		async showMore() {
			const model = this.model;
			if (model.loading) {
				return;
			}
			model.loading = true;
			const last = model.list().at(-1);
			try {
				const page = await this.ask("GET", `?limit=30&cursor=${last ? last.seq : ""}`);
				page.items.forEach((one) => model.items.set(one.id, model.items.get(one.id) || one));
				model.more = page.next !== null;
			}
			catch (ex) {
				if (model === this.model) {
					this.say(this.words.failed);
				}
			}
			model.loading = false;
			this.draw();
		}

		draw() {
			const words = this.words;
			const part = this.ui;
			const count = this.model.unread > 99 ? "99+" : String(this.model.unread);
			part.badge.hidden = this.model.unread === 0;
			const said = words.unread(this.model.unread === 0 ? 0 : count);
			put(part.badge, count);
			part.bell.setAttribute("aria-label", said);
			if (this.model.cursor >= 0) {
				put(part.count, said);
			}
			put(part.title, words.title);
			put(part.all, words.all);
			part.all.hidden = this.model.unread === 0;
			put(part.close, words.close);
			put(part.more, words.more);
			put(part.none, words.none);
			const list = this.model.list();
			part.none.hidden = list.length > 0 || this.model.cursor < 0 || this.model.more;
			part.more.hidden = !this.model.more;
			this.drawPush();
			if (!part.panel.hidden) {
				this.drawList(list);
			}
		}

		drawPush() {
			const { push, standing, notify } = this.ui || {};
			const shown = this.push.shown;
			if (!push) {
				return;
			}
			push.hidden = !shown;
			if (shown) {
				put(standing, this.words.push[shown]);
				put(notify, shown === "on" ? this.words.hush : this.words.notify);
				const mute = ["blocked", "unsupported", "install", "broken"].includes(shown);
				if (mute && this.shadowRoot.activeElement === notify) {
					this.ui.close.focus();
				}
				notify.hidden = mute;
				notify.setAttribute("aria-disabled", String(shown === "busy"));
			}
		}

		/** What is as it was stays where it is, and whoever reads it. */
		drawList(list) {
			const focused = this.shadowRoot.activeElement;
			const place = focused && focused.closest("li");
			const shown = new Map([...this.ui.list.children].map((one) => [one.dataset.id, one]));
			const wanted = list.map((one) => {
				const known = shown.get(one.id);
				return known && known.print === this.print(one) ? known : this.item(one);
			});
			[...this.ui.list.children].filter((one) => !wanted.includes(one)).forEach((one) => one.remove());
			wanted.forEach((one, at) => {
				if (this.ui.list.children[at] !== one) {
					this.ui.list.insertBefore(one, this.ui.list.children[at] || null);
				}
			});
			if (place && this.shadowRoot.activeElement !== focused) {
				const same = wanted.find((one) => one.dataset.id === place.dataset.id);
				const target = same && (same.querySelector(`button[class="${focused.className}"]`) || same.querySelector(".subject"));
				(target || this.ui.close).focus();
			}
		}

		/** All that can be seen of it. */
		print(one) {
			return JSON.stringify([one.subject, one.html, one.created_at, Boolean(one.read_at), new Date(one.expires_at) < new Date(),
				this.opened.has(one.id), this.words === WORDS.ru]);
		}

		item(one) {
			const words = this.words;
			const past = new Date(one.expires_at) < new Date();
			const item = make("li", { className: [one.read_at ? "" : "unread", past ? "past" : ""].join(" ").trim() });
			item.dataset.id = one.id;
			item.print = this.print(one);
			const now = () => this.model.items.get(one.id) || one;
			const subject = make("button", { type: "button", className: "subject", textContent: one.subject });
			const open = this.opened.has(one.id);
			subject.setAttribute("aria-expanded", String(open));
			const when = make("time", { className: "when", dateTime: one.created_at });
			when.textContent = new Date(one.created_at).toLocaleString(words === WORDS.ru ? "ru" : "en-GB", { dateStyle: "medium", timeStyle: "short" })
				+ (past ? `, ${words.past}` : "");
			item.append(subject, when);
			subject.addEventListener("click", () => {
				open ? this.opened.delete(one.id) : this.opened.add(one.id);
				if (!open) {
					this.read(now(), true);
				}
				this.draw();
			});
			if (open) {
				const body = make("div", { className: "body" });
				safe(one.html, body);
				item.append(body);
			}
			const acts = make("div", { className: "acts" });
			acts.append(this.act("toggle", one.read_at ? words.unreadAct : words.read, one, () => this.read(now(), !now().read_at)),
				this.act("archive", words.archive, one, () => this.remove(now(), { archived: true })),
				this.act("snooze", words.snooze, one, () => this.remove(now(), { snoozed_until: new Date(Date.now() + SNOOZE).toISOString() })));
			item.append(acts);
			return item;
		}

		act(name, words, one, does) {
			const button = make("button", { type: "button", className: name, textContent: words });
			button.setAttribute("aria-label", `${words}: ${one.subject}`);
			button.addEventListener("click", does);
			return button;
		}

	}

	/** Words that are there already are not said again. */
	function put(part, words) {
		if (part.textContent !== words) {
			part.textContent = words;
		}
	}

	function make(tag, properties) {
		return Object.assign(document.createElement(tag), properties);
	}

	customElements.define("cinema-inbox", CinemaInbox);
})();
