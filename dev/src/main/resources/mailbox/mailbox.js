'use strict';

const PAGE = 50;
const POLL = 1500;
const VIEWS = ['html', 'text', 'headers', 'source', 'links'];

const byId = (id) => document.getElementById(id);
const rows = new Map();
const selected = new Set();
const shown = { place: '', version: '', count: 0, page: [] };
let at = where();
let scrolled = 0;

/* What the address says: which letter, which view of it, and the list behind it. */
function where() {
	const params = new URLSearchParams(location.search);
	const letter = location.pathname.match(/^\/letter\/([^/]+)$/);
	return {
		letter: letter ? decodeURIComponent(letter[1]) : '',
		view: params.get('view') || '',
		query: params.get('q') || '',
		start: Math.max(0, parseInt(params.get('start') || '0', 10) || 0)
	};
}

function address(place) {
	const params = new URLSearchParams();
	if (place.view) params.set('view', place.view);
	if (place.query) params.set('q', place.query);
	if (place.start) params.set('start', place.start);
	const query = params.toString();
	return (place.letter ? '/letter/' + encodeURIComponent(place.letter) : '/') + (query ? '?' + query : '');
}

const listOf = (query, start) => address({ query, start });
const lettersOf = (person) => listOf('to:"' + person.Address + '"', 0);

/* Nothing of a letter is ever read as html here. */
function element(name, attributes, ...children) {
	const node = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {})) {
		if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
		else if (value === true) node.setAttribute(key, '');
		else if (value !== false && value !== null) node.setAttribute(key, value);
	}
	node.append(...children);
	return node;
}

const named = (person) => person.Name || person.Address;
const full = (person) => (person.Name ? person.Name + ' <' + person.Address + '>' : person.Address);

function when(created) {
	const time = new Date(created);
	const today = time.toDateString() === new Date().toDateString();
	const short = today ? time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
		: time.toLocaleDateString([], { day: 'numeric', month: 'short',
			year: time.getFullYear() === new Date().getFullYear() ? undefined : 'numeric' });
	const long = time.toLocaleString([], { dateStyle: 'full', timeStyle: 'long' });
	return { short, long };
}

/* --- Talking to the server --- */

async function ask(path, options) {
	const response = await fetch(path, options);
	if (!response.ok && response.status !== 304 && response.status !== 404) {
		throw new Error(await response.text());
	}
	return response;
}

const send = (method, path, body) => ask(path, { method, body: body && JSON.stringify(body) });

function found() {
	const params = new URLSearchParams({ start: at.start, limit: PAGE });
	if (at.query) params.set('query', at.query);
	return (at.query ? '/api/v1/search?' : '/api/v1/messages?') + params;
}

async function refresh() {
	const place = found();
	const same = place === shown.place;
	const response = await ask(place, { headers: same ? { 'If-None-Match': shown.version } : {} });
	if (response.status === 304 || place !== found()) return;
	const list = await response.json();
	if (place !== found()) return;
	const arrived = list.messages_count - shown.count;
	if (same && at.start > 0 && arrived > 0) {
		// The letters that are being read stay where they are.
		move({ ...at, start: at.start + arrived });
		return refresh();
	}
	if (at.start >= list.messages_count && at.start > 0) {
		move({ ...at, start: Math.max(0, Math.ceil(list.messages_count / PAGE) - 1) * PAGE });
		return refresh();
	}
	Object.assign(shown, { place, version: response.headers.get('ETag'), count: list.messages_count,
		page: list.messages });
	showList(list);
}

async function live() {
	if (!document.hidden) await trying(refresh);
	setTimeout(live, POLL);
}

async function trying(work) {
	try {
		await work();
		byId('trouble').hidden = true;
	}
	catch (failure) {
		byId('trouble').textContent = failure instanceof TypeError
			? 'The mailbox does not answer; this page tries again.' : failure.message;
		byId('trouble').hidden = false;
	}
}

/* --- The list --- */

function row(letter) {
	const item = element('li', { 'data-id': letter.ID });
	const box = element('input', { type: 'checkbox', 'aria-label': 'Select ' + letter.Subject,
		onchange: () => select(letter.ID, box.checked) });
	const to = letter.To[0] || { Name: '', Address: '(nobody)' };
	const time = when(letter.Created);
	item.append(box,
		element('a', { class: 'who', 'data-here': true, href: lettersOf(to), title: 'All letters to ' + full(to) },
			named(to), to.Name ? element('span', { class: 'address' }, ' ' + to.Address) : '',
			letter.To.length > 1 ? ' +' + (letter.To.length - 1) : ''),
		element('a', { class: 'what', 'data-here': true },
			element('span', { class: 'unseen' }), element('span', { class: 'subject' }, letter.Subject || '(no subject)'),
			element('span', { class: 'from', title: full(letter.From) }, ' from ' + named(letter.From) + ': '),
			' ', element('span', { class: 'snippet' }, letter.Snippet.replace(/https?:\S+/g, '').trim())),
		element('time', { datetime: letter.Created, title: time.long }, time.short));
	return item;
}

function showList(list) {
	const parent = byId('letters');
	const ids = new Set(list.messages.map((letter) => letter.ID));
	for (const [id, item] of rows) {
		if (!ids.has(id)) {
			item.remove();
			rows.delete(id);
		}
	}
	let next = parent.firstChild;
	for (const letter of list.messages) {
		const item = rows.get(letter.ID) || row(letter);
		rows.set(letter.ID, item);
		if (item === next) next = next.nextSibling;
		else parent.insertBefore(item, next);
		item.classList.toggle('unread', !letter.Read);
		item.querySelector('.unseen').textContent = letter.Read ? '' : 'Unread: ';
		item.querySelector('.what').href = address({ ...at, letter: letter.ID, view: '' });
	}
	showNumbers(list);
	showSelection();
}

function showNumbers(list) {
	const total = list.messages_count;
	byId('unread').textContent = list.unread ? list.unread + ' unread' : '';
	document.title = (list.unread ? '(' + list.unread + ') ' : '') + 'Mailbox';
	byId('count').textContent = at.query ? total + ' found' : total + (total === 1 ? ' letter' : ' letters');
	byId('empty').hidden = total > 0;
	byId('empty').textContent = at.query ? 'Nothing found for ' + at.query
		: 'No letters yet. They appear here as they arrive.';
	byId('delete-found').textContent = at.query ? 'Delete all found' : 'Delete all';
	byId('delete-found').disabled = byId('read-all').disabled = total === 0;
	byId('pages').hidden = total <= PAGE && at.start === 0;
	byId('place').textContent = (at.start + 1) + ' to ' + Math.min(at.start + PAGE, total) + ' of ' + total;
	link(byId('newer'), at.start > 0, Math.max(0, at.start - PAGE));
	link(byId('older'), at.start + PAGE < total, at.start + PAGE);
}

function link(anchor, there, start) {
	if (there) anchor.href = listOf(at.query, start);
	else anchor.removeAttribute('href');
}

function select(id, wanted) {
	if (wanted) selected.add(id);
	else selected.delete(id);
	showSelection();
}

function showSelection() {
	for (const [id, item] of rows) {
		item.classList.toggle('selected', selected.has(id));
		item.querySelector('input').checked = selected.has(id);
	}
	const here = shown.page.filter((letter) => selected.has(letter.ID)).length;
	byId('page-selected').checked = here > 0 && here === shown.page.length;
	byId('page-selected').indeterminate = here > 0 && here < shown.page.length;
	byId('delete-selected').disabled = selected.size === 0;
	byId('delete-selected').textContent = selected.size ? 'Delete ' + selected.size + ' selected' : 'Delete selected';
}

async function remove(ids) {
	if (!ids.length) return;
	await send('DELETE', '/api/v1/messages', { IDs: ids });
	ids.forEach((id) => selected.delete(id));
	await refresh();
}

async function removeFound() {
	const what = at.query ? 'all ' + shown.count + ' letters found' : 'all ' + shown.count + ' letters';
	if (!confirm('Delete ' + what + '?')) return;
	await send('DELETE', at.query ? '/api/v1/search?' + new URLSearchParams({ query: at.query }) : '/api/v1/messages');
	selected.clear();
	await refresh();
}

/* --- One letter --- */

async function showLetter() {
	const id = at.letter;
	const response = await ask('/api/v1/message/' + encodeURIComponent(id));
	if (id !== at.letter) return;
	if (response.status === 404) {
		byId('letter').replaceChildren(back(), element('h2', { tabindex: -1 }, 'This letter is not here'),
			element('p', {}, 'It was deleted, or it never came.'));
		return;
	}
	const letter = await response.json();
	if (id !== at.letter) return;
	const view = VIEWS.includes(at.view) ? at.view : (letter.HTML ? 'html' : 'text');
	const body = element('div', { id: 'view' });
	byId('letter').replaceChildren(back(), element('h2', { tabindex: -1 }, letter.Subject || '(no subject)'),
		facts(letter), tools(letter, view), body);
	await views[view](letter, body);
}

const back = () => element('a', { 'data-here': true, id: 'back', href: listOf(at.query, at.start) }, 'Back to the list');

function facts(letter) {
	const people = letter.To.flatMap((to, index) => [index ? ', ' : '',
		element('a', { 'data-here': true, class: 'person', href: lettersOf(to) }, full(to))]);
	return element('dl', {}, element('dt', {}, 'From'),
		element('dd', {}, element('a', { 'data-here': true, href: listOf('from:"' + letter.From.Address + '"', 0) },
			full(letter.From))),
		element('dt', {}, 'To'), element('dd', {}, ...people),
		element('dt', {}, 'Received'),
		element('dd', {}, element('time', { datetime: letter.Date }, when(letter.Date).long)));
}

function tools(letter, view) {
	const tabs = VIEWS.map((one) => element('a', { 'data-here': true, href: address({ ...at, view: one }),
		'aria-current': one === view ? 'page' : null }, one === 'html' ? 'HTML' : one[0].toUpperCase() + one.slice(1)));
	return element('nav', { class: 'tabs', 'aria-label': 'Views of the letter' }, ...tabs,
		element('a', { href: '/api/v1/message/' + letter.ID + '/raw', download: letter.ID + '.eml' }, 'Download .eml'),
		element('button', { id: 'mark-unread', onclick: () => trying(async () => {
			await send('PUT', '/api/v1/messages', { IDs: [letter.ID], Read: false });
			go(listOf(at.query, at.start));
		}) }, 'Mark unread'),
		element('button', { id: 'delete-letter', onclick: () => trying(async () => {
			await remove([letter.ID]);
			go(listOf(at.query, at.start));
		}) }, 'Delete'));
}

const views = {
	html(letter, body) {
		if (!letter.HTML) {
			body.append(element('p', {}, 'This letter has no html.'));
			return;
		}
		const source = '/letter/' + letter.ID + '/frame';
		// No scripts, no forms, no origin: links open in new tabs, and that is all.
		const frame = element('iframe', { title: 'The letter as html', src: source,
			sandbox: 'allow-popups allow-popups-to-escape-sandbox' });
		const phone = element('button', { 'aria-pressed': 'false', id: 'phone', onclick: () => {
			phone.setAttribute('aria-pressed', frame.classList.toggle('phone'));
		} }, 'Phone width');
		const pictures = element('button', { id: 'pictures', onclick: () => {
			frame.src = source + '?pictures=1';
			pictures.disabled = true;
		} }, 'Show pictures');
		pictures.hidden = !/(?:src|srcset|background|poster)\s*=\s*["']?\s*(?:https?:)?\/\/|url\(\s*["']?(?:https?:)?\/\//i
			.test(letter.HTML);
		body.append(element('div', { class: 'tabs' }, phone, pictures), frame);
	},
	text(letter, body) {
		body.append(letter.Text ? element('pre', { tabindex: 0 }, letter.Text)
			: element('p', {}, 'This letter has no text.'));
	},
	async headers(letter, body) {
		const headers = await (await ask('/api/v1/message/' + letter.ID + '/headers')).json();
		body.append(element('div', { class: 'table' }, element('table', {}, ...Object.entries(headers)
			.flatMap(([name, values]) => values.map((value) => element('tr', {},
				element('th', { scope: 'row' }, name), element('td', {}, value)))))));
	},
	async source(letter, body) {
		const raw = await (await ask('/api/v1/message/' + letter.ID + '/raw')).arrayBuffer();
		body.append(element('pre', { tabindex: 0 }, new TextDecoder().decode(raw)));
	},
	links(letter, body) {
		const links = linksOf(letter);
		const checks = links.map(linkRow);
		const all = element('button', { id: 'check-all', onclick: () => checks.forEach((one) => one.check()) }, 'Check all');
		body.append(element('p', {}, links.length ? 'A check asks by HEAD, which changes nothing, and this machine only. '
			: 'This letter has no links.', links.length ? all : ''));
		if (links.length) {
			body.append(element('div', { class: 'table' }, element('table', {}, ...checks.map((one) => one.row))));
		}
	}
};

function linksOf(letter) {
	// Styles are no matter here, and the page may have none of others: the console would tell of each.
	const plain = letter.HTML.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, '');
	const page = new DOMParser().parseFromString(plain, 'text/html');
	const links = [...page.querySelectorAll('a[href], area[href]')].map((one) => one.getAttribute('href').trim());
	const text = letter.Text.match(/https?:\/\/[^\s<>"]+/g) || [];
	return [...new Set([...links, ...text])];
}

function linkRow(url) {
	const status = element('span', { role: 'status' });
	const check = () => trying(async () => {
		status.textContent = 'asking';
		const answer = await (await send('POST', '/links/check', { URL: url })).json();
		const code = answer.StatusCode;
		status.className = code >= 400 || (code === 0 && answer.Status.startsWith('nobody')) ? 'bad' : code ? 'good' : '';
		status.textContent = code ? code + (answer.Status ? ', leads to ' + answer.Status : '') : answer.Status;
	});
	const row = element('tr', {},
		element('td', {}, /^https?:/i.test(url) ? element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, url)
			: url),
		element('td', {}, element('button', { 'aria-label': 'Check ' + url, onclick: check }, 'Check'), ' ', status));
	return { row, check };
}

/* --- Ways through the page --- */

function move(place) {
	at = place;
	history.replaceState(null, '', address(at));
}

function go(path) {
	if (!at.letter) scrolled = scrollY;
	history.pushState(null, '', path);
	show();
}

function show() {
	const before = at;
	at = where();
	byId('query').value = at.query;
	byId('list').hidden = at.letter !== '';
	byId('letter').hidden = at.letter === '';
	if (at.letter) {
		trying(async () => {
			await showLetter();
			if (before.letter !== at.letter) byId('letter').querySelector('h2').focus();
			await refresh();
		});
		return;
	}
	byId('letter').replaceChildren();
	trying(async () => {
		await refresh();
		if (before.letter && rows.has(before.letter)) {
			rows.get(before.letter).querySelector('.what').focus({ preventScroll: true });
			scrollTo(0, scrolled);
		}
		else if (before.query !== at.query || before.start !== at.start) scrollTo(0, 0);
	});
}

function step(by) {
	const list = [...byId('letters').children];
	const now = list.findIndex((item) => item.contains(document.activeElement));
	const next = list[Math.min(list.length - 1, Math.max(0, now + by))];
	if (next) next.querySelector('.what').focus();
}

const keys = {
	'/': () => byId('query').focus(),
	j: () => step(1),
	k: () => step(-1),
	x: (id) => id && select(id, !selected.has(id)),
	u: () => at.letter && go(listOf(at.query, at.start)),
	'#': (id) => trying(async () => {
		if (at.letter) return byId('delete-letter') && byId('delete-letter').click();
		const ids = selected.size ? [...selected] : id ? [id] : [];
		const next = id && rows.get(id).nextElementSibling;
		await remove(ids);
		if (next && next.isConnected) next.querySelector('.what').focus();
	})
};

document.addEventListener('keydown', (event) => {
	const typing = event.target.closest('input:not([type=checkbox]), textarea, select');
	const key = keys[event.key];
	if (!key || typing || event.ctrlKey || event.metaKey || event.altKey) return;
	event.preventDefault();
	const item = document.activeElement && document.activeElement.closest('li[data-id]');
	key(item ? item.dataset.id : '');
});

document.addEventListener('click', (event) => {
	const anchor = event.target.closest('a[data-here]');
	if (!anchor || !anchor.href || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
	event.preventDefault();
	go(anchor.getAttribute('href'));
});

byId('search').addEventListener('submit', (event) => {
	event.preventDefault();
	go(listOf(byId('query').value.trim(), 0));
});
byId('page-selected').addEventListener('change', (event) => {
	shown.page.forEach((letter) => select(letter.ID, event.target.checked));
});
byId('delete-selected').addEventListener('click', () => trying(() => remove([...selected])));
byId('delete-found').addEventListener('click', () => trying(removeFound));
byId('read-all').addEventListener('click', () => trying(async () => {
	await send('PUT', '/api/v1/messages', { Read: true, Search: at.query });
	await refresh();
}));
addEventListener('popstate', show);
document.addEventListener('visibilitychange', () => document.hidden || trying(refresh));

show();
setTimeout(live, POLL);
