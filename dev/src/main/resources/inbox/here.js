/* With ?push=here the browser subscribes at the push service of this laptop, and this page is the browser's part of it. */
(() => {
	"use strict";

	if (new URLSearchParams(location.search).get("push") !== "here" || !("PushManager" in window)) {
		return;
	}

	const KEPT = "push-here";
	const CURVE = { name: "ECDH", namedCurve: "P-256" };
	const ascii = (text) => new TextEncoder().encode(text);
	const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
	const bytes = (said) => Uint8Array.from(atob(said.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
	const kept = () => JSON.parse(localStorage.getItem(KEPT));

	const subscription = (known) => known && {
		endpoint: known.endpoint,
		options: { userVisibleOnly: true, applicationServerKey: bytes(known.key).buffer },
		toJSON: () => ({ endpoint: known.endpoint, expirationTime: null, keys: { p256dh: known.p256dh, auth: known.auth } }),
		unsubscribe: async () => {
			localStorage.removeItem(KEPT);
			await fetch(known.endpoint, { method: "DELETE" });
			return true;
		}
	};

	async function subscribe({ applicationServerKey }) {
		if (!kept()) {
			const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
			const endpoint = new URL(`/push/${crypto.randomUUID()}`, location.href).href;
			await fetch(endpoint, { method: "PUT" });
			localStorage.setItem(KEPT, JSON.stringify({
				endpoint, key: applicationServerKey, p256dh: text(await crypto.subtle.exportKey("raw", pair.publicKey)),
				auth: text(crypto.getRandomValues(new Uint8Array(16))), mine: await crypto.subtle.exportKey("jwk", pair.privateKey)
			}));
			listen();
		}
		return subscription(kept());
	}

	async function derive(from, salt, info, length) {
		const key = await crypto.subtle.importKey("raw", from, "HKDF", false, ["deriveBits"]);
		return crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, length * 8);
	}

	/** RFC 8291, as a browser does it. */
	async function open(known, sealed) {
		const [salt, point] = [sealed.slice(0, 16), sealed.slice(21, 86)];
		const mine = await crypto.subtle.importKey("jwk", known.mine, CURVE, false, ["deriveBits"]);
		const theirs = await crypto.subtle.importKey("raw", point, CURVE, false, []);
		const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256);
		const info = new Uint8Array([...ascii("WebPush: info\0"), ...bytes(known.p256dh), ...point]);
		const material = await derive(shared, bytes(known.auth), info, 32);
		const key = await derive(material, salt, ascii("Content-Encoding: aes128gcm\0"), 16);
		const iv = await derive(material, salt, ascii("Content-Encoding: nonce\0"), 12);
		const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv },
			await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]), sealed.slice(86));
		return new TextDecoder().decode(plain.slice(0, plain.byteLength - 1));
	}

	async function listen() {
		for (let known = kept(); known; known = kept()) {
			try {
				const answer = await fetch(known.endpoint, { cache: "no-store" });
				if (answer.status === 404) {
					localStorage.removeItem(KEPT);
				}
				else if (answer.status === 200) {
					const said = await open(known, new Uint8Array(await answer.arrayBuffer()));
					(await navigator.serviceWorker.getRegistration("/cinema-inbox/")).active.postMessage(said);
				}
			}
			catch (ex) {
				await new Promise((done) => setTimeout(done, 2000));
			}
		}
	}

	PushManager.prototype.getSubscription = async () => subscription(kept());
	PushManager.prototype.subscribe = subscribe;
	listen();
})();
