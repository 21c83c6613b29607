/*
 * <cinema-inbox>: a bell, and behind it a person's messages. The page gives it a function that
 * yields the person's access token, and asks it again when the token has ended:
 *
 *   document.querySelector("cinema-inbox").authenticate = async () => (await fetch("/token")).text();
 *
 * Attributes: src (the base of the REST; without it where this file is from) and lang (en or ru).
 * One tab of a browser holds the socket and tells the others; docs/inbox.md has the rest.
 */
(() => {
	"use strict";

	const here = new URL(document.currentScript.src);
	const POLL = 30000;
	const QUIET = 65000;
	const SNOOZE = 24 * 3600 * 1000;

	const WORDS = {
		en: {
			bell: "Messages", unread: (n) => n === 0 ? "Messages, none unread" : `Messages, ${n} unread`,
			title: "Messages", close: "Close", all: "Mark all as read", none: "No messages yet.",
			read: "Mark as read", unreadAct: "Mark as unread", archive: "Archive", snooze: "Tomorrow", open: "Open",
			more: "Show older ones", offline: "No connection. What is new comes when it is back.",
			signedOut: "Sign in to see your messages.", failed: "That did not work. Try again.", past: "no longer current",
			fresh: (subject) => `New message: ${subject}`
		},
		ru: {
			bell: "Сообщения", unread: (n) => n === 0 ? "Сообщения, непрочитанных нет" : `Сообщения, непрочитанных: ${n}`,
			title: "Сообщения", close: "Закрыть", all: "Отметить всё прочитанным", none: "Сообщений пока нет.",
			read: "Прочитано", unreadAct: "Не прочитано", archive: "В архив", snooze: "Завтра", open: "Открыть",
			more: "Показать более ранние", offline: "Нет соединения. Новое появится, когда оно вернётся.",
			signedOut: "Войдите, чтобы увидеть сообщения.", failed: "Не получилось. Попробуйте ещё раз.", past: "уже не актуально",
			fresh: (subject) => `Новое сообщение: ${subject}`
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
		}

		take(told) {
			if (!told.reset && told.cursor < this.cursor) {
				return [];
			}
			const before = this.items;
			const fresh = [];
			if (told.reset) {
				this.items = new Map();
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
			return { cursor: this.cursor, reset: true, items: this.list(), unread: this.unread, unseen: this.unseen, oldest: 0 };
		}

	}

	/** Keeps a model up to date: by a socket, by another tab that has one, or by asking. */
	class Line {

		constructor(inbox) {
			this.inbox = inbox;
			this.tries = 0;
			this.stopped = false;
			this.leading = false;
		}

		async start() {
			const token = await this.inbox.token();
			if (this.stopped) {
				return;
			}
			if (!token) {
				// Whoever issues tokens may be away.
				this.waiting = setTimeout(() => this.start(), 2000 + Math.random() * 2000);
				return;
			}
			const person = subject(token);
			this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`cinema-inbox ${person}`) : null;
			if (this.channel) {
				this.channel.onmessage = (event) => this.heard(event.data);
			}
			if (navigator.locks && this.channel) {
				this.channel.postMessage({ ask: true });
				this.abort = new AbortController();
				navigator.locks.request(`cinema-inbox ${person}`, { signal: this.abort.signal }, () => this.lead()).catch(() => {});
			}
			else {
				this.lead();
			}
		}

		/** Until the tab is closed; then the next one has its turn. */
		lead() {
			this.leading = true;
			this.connect();
			return new Promise((release) => {
				this.release = release;
			});
		}

		/** Another tab has told something, or asks. */
		heard(said) {
			if (said.ask && this.leading && this.inbox.model.cursor >= 0) {
				this.channel.postMessage({ told: this.inbox.model.snapshot(), online: this.online });
			}
			if (said.told && !this.leading) {
				this.inbox.taken(said.told, said.online);
			}
			if (said.check && this.leading) {
				this.poll();
			}
		}

		told(told) {
			this.inbox.taken(told, true);
			if (this.channel) {
				this.channel.postMessage({ told, online: true });
			}
		}

		async connect() {
			const token = await this.inbox.token();
			if (this.stopped) {
				return;
			}
			if (!token) {
				this.again(0);
				return;
			}
			const at = new URL("api/v1/inbox/socket", this.inbox.base());
			at.protocol = at.protocol === "https:" ? "wss:" : "ws:";
			let socket;
			try {
				socket = new WebSocket(at);
			}
			catch (ex) {
				this.fallBack();
				this.again(0);
				return;
			}
			this.socket = socket;
			let opened = false;
			socket.onopen = () => {
				socket.send(JSON.stringify({ type: "hello", token, cursor: this.inbox.model.cursor }));
			};
			socket.onmessage = (event) => {
				const said = JSON.parse(event.data);
				this.listen();
				if (said.type === "ping") {
					socket.send("{\"type\":\"pong\"}");
				}
				else if (said.type === "changes") {
					opened = true;
					this.tries = 0;
					this.online = true;
					clearInterval(this.polling);
					this.polling = 0;
					this.told(said);
					this.renewal(token);
				}
			};
			socket.onclose = (event) => {
				clearTimeout(this.quiet);
				clearTimeout(this.renewing);
				if (this.socket !== socket || this.stopped) {
					return;
				}
				this.online = false;
				if (event.code === 1008) {
					this.inbox.forgetToken();
				}
				if (!opened) {
					this.fallBack();
				}
				else {
					this.inbox.offline();
				}
				this.again(event.code);
			};
		}

		/** A connection that says nothing for so long is none, whatever it looks like. */
		listen() {
			clearTimeout(this.quiet);
			this.quiet = setTimeout(() => this.socket.close(), QUIET);
		}

		/** A newer token before this one ends. */
		renewal(token) {
			clearTimeout(this.renewing);
			const left = expires(token) - Date.now();
			if (left > 0) {
				this.renewing = setTimeout(async () => {
					this.inbox.forgetToken();
					const newer = await this.inbox.token();
					if (newer && this.socket && this.socket.readyState === WebSocket.OPEN) {
						this.socket.send(JSON.stringify({ type: "token", token: newer }));
						this.renewal(newer);
					}
				}, Math.min(0x7fffffff, Math.max(1000, left - 30000)));
			}
		}

		/** Later and later, and not all at the same time; of too many sockets one does not fight for its place. */
		again(code) {
			const most = code === 4008 ? 60000 : Math.min(30000, 1000 * 2 ** this.tries);
			this.tries = Math.min(this.tries + 1, 10);
			clearTimeout(this.waiting);
			this.waiting = setTimeout(() => this.connect(), most / 2 + Math.random() * most / 2);
		}

		/** Where sockets are blocked one asks. */
		fallBack() {
			if (!this.polling) {
				this.poll();
				this.polling = setInterval(() => this.poll(), POLL);
			}
		}

		async poll() {
			try {
				this.told(await this.inbox.ask("GET", `changes?since=${this.inbox.model.cursor}`));
			}
			catch (ex) {
				this.inbox.offline();
			}
		}

		/** Somebody looks, or the network is back. */
		wake() {
			if (this.leading && (!this.socket || this.socket.readyState > WebSocket.OPEN)) {
				clearTimeout(this.waiting);
				this.tries = 0;
				this.connect();
			}
		}

		/** Without a socket an own change is not told. */
		changed() {
			if (this.leading && !this.online) {
				this.poll();
			}
			else if (!this.leading && this.channel) {
				this.channel.postMessage({ check: true });
			}
		}

		stop() {
			this.stopped = true;
			[this.quiet, this.renewing, this.waiting].forEach(clearTimeout);
			clearInterval(this.polling);
			if (this.socket) {
				this.socket.close();
			}
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
			this.older = true;
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
			this.onwake = () => this.line && document.visibilityState === "visible" && this.line.wake();
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

		/** A function that yields the person's token, or null when nobody is signed in. */
		set authenticate(source) {
			this.source = source;
			this.end();
			this.model = new Model();
			if (this.isConnected) {
				this.begin();
			}
		}

		get authenticate() {
			return this.source;
		}

		begin() {
			this.end();
			this.line = new Line(this);
			this.line.start();
			this.draw();
		}

		end() {
			if (this.line) {
				this.line.stop();
				this.line = null;
			}
			this.known = null;
		}

		base() {
			const src = this.getAttribute("src");
			return new URL(src ? src.replace(/\/*$/, "/") : "../", src ? document.baseURI : here);
		}

		get words() {
			const language = (this.lang || document.documentElement.lang || navigator.language || "en").slice(0, 2);
			return WORDS[language] || WORDS.en;
		}

		async token() {
			if (!this.known || expires(this.known) < Date.now() + 5000) {
				try {
					this.known = this.source ? await this.source() : null;
				}
				catch (ex) {
					this.known = null;
				}
				if (!this.known) {
					this.say(this.words.signedOut);
				}
			}
			return this.known;
		}

		forgetToken() {
			this.known = null;
		}

		async ask(method, path, body) {
			const send = async () => fetch(new URL(`api/v1/inbox${path ? `${path.startsWith("?") ? "" : "/"}${path}` : ""}`, this.base()), {
				method, cache: "no-store", credentials: "omit",
				headers: { Authorization: `Bearer ${await this.token()}`, ...(body ? { "Content-Type": "application/json" } : {}) },
				body: body ? JSON.stringify(body) : undefined
			});
			let answer = await send();
			if (answer.status === 401) {
				this.forgetToken();
				answer = await send();
			}
			if (!answer.ok) {
				throw new Error(`the inbox answered ${answer.status}`);
			}
			return answer.json();
		}

		taken(told, online) {
			const fresh = this.model.take(told);
			this.say(online === false ? this.words.offline : "");
			if (fresh.length > 0) {
				this.ui.news.textContent = this.words.fresh(fresh[0].subject);
			}
			this.draw();
			this.see();
		}

		offline() {
			this.say(this.words.offline);
		}

		say(words) {
			this.ui.state.textContent = words;
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
			panel.append(head, state, list, none, more);
			root.append(style, bell, count, news, panel);
			this.ui = { bell, badge, count, news, panel, title, all, close, state, list, none, more };
			bell.addEventListener("click", () => this.show(panel.hidden));
			close.addEventListener("click", () => this.show(false));
			all.addEventListener("click", () => this.readAll());
			more.addEventListener("click", () => this.showMore());
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
			try {
				await request();
				if (this.line) {
					this.line.changed();
				}
				return true;
			}
			catch (ex) {
				this.say(this.words.failed);
				try {
					this.model.take(await this.ask("GET", "changes?since=-1"));
				}
				catch (away) {
					this.offline();
				}
				this.draw();
				return false;
			}
		}

		change(one, body, apply) {
			apply();
			this.draw();
			return this.attempt(() => this.ask("PATCH", one.id, body));
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

		async showMore() {
			const last = this.model.list().at(-1);
			try {
				const page = await this.ask("GET", `?limit=30&cursor=${last ? last.seq : ""}`);
				page.items.forEach((one) => this.model.items.set(one.id, this.model.items.get(one.id) || one));
				this.older = page.next !== null;
			}
			catch (ex) {
				this.say(this.words.failed);
			}
			this.draw();
		}

		draw() {
			const words = this.words;
			const part = this.ui;
			const count = this.model.unread > 99 ? "99+" : String(this.model.unread);
			part.badge.hidden = this.model.unread === 0;
			part.badge.textContent = count;
			part.bell.setAttribute("aria-label", words.unread(this.model.unread === 0 ? 0 : count));
			if (part.count.textContent !== words.unread(count) && this.model.cursor >= 0) {
				part.count.textContent = words.unread(this.model.unread === 0 ? 0 : count);
			}
			part.title.textContent = words.title;
			part.all.textContent = words.all;
			part.all.hidden = this.model.unread === 0;
			part.close.textContent = words.close;
			part.more.textContent = words.more;
			part.none.textContent = words.none;
			const list = this.model.list();
			part.none.hidden = list.length > 0 || this.model.cursor < 0;
			part.more.hidden = list.length < 30 || !this.older;
			if (!part.panel.hidden) {
				this.drawList(list);
			}
		}

		drawList(list) {
			const focused = this.shadowRoot.activeElement;
			const item = focused && focused.closest("li");
			const place = item && { id: item.dataset.id, name: focused.className };
			this.ui.list.replaceChildren(...list.map((one) => this.item(one)));
			if (place) {
				const same = [...this.ui.list.children].find((one) => one.dataset.id === place.id);
				const target = same && (same.querySelector(`button[class="${place.name}"]`) || same.querySelector(".subject"));
				(target || this.ui.close).focus();
			}
		}

		item(one) {
			const words = this.words;
			const past = new Date(one.expires_at) < new Date();
			const item = make("li", { className: [one.read_at ? "" : "unread", past ? "past" : ""].join(" ").trim() });
			item.dataset.id = one.id;
			const subject = make("button", { type: "button", className: "subject", textContent: one.subject });
			const open = this.opened.has(one.id);
			subject.setAttribute("aria-expanded", String(open));
			const when = make("time", { className: "when", dateTime: one.created_at });
			when.textContent = new Date(one.created_at).toLocaleString(words === WORDS.ru ? "ru" : "en-GB", { dateStyle: "medium", timeStyle: "short" })
				+ (past ? `, ${words.past}` : "");
			item.append(subject, when);
			subject.addEventListener("click", () => {
				open ? this.opened.delete(one.id) : this.opened.add(one.id);
				if (!open && !one.read_at) {
					this.read(one, true);
				}
				this.draw();
			});
			if (open) {
				const body = make("div", { className: "body" });
				safe(one.html, body);
				item.append(body);
			}
			const acts = make("div", { className: "acts" });
			acts.append(this.act("toggle", one.read_at ? words.unreadAct : words.read, one, () => this.read(one, !one.read_at)),
				this.act("archive", words.archive, one, () => this.remove(one, { archived: true })),
				this.act("snooze", words.snooze, one, () => this.remove(one, { snoozed_until: new Date(Date.now() + SNOOZE).toISOString() })));
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

	function make(tag, properties) {
		return Object.assign(document.createElement(tag), properties);
	}

	customElements.define("cinema-inbox", CinemaInbox);
})();
