package cinema.dev.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cinema.dev.letter.LetterFrame;
import cinema.dev.letter.StoredLetter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands at which path of the mailbox. */
final class MailboxRoutes {

	private static final Pattern MESSAGE = Pattern.compile("/api/v1/message/([^/]+)(/headers|/raw)?");

	private static final Pattern LETTER = Pattern.compile("/letter/([^/]+)(/frame)?");

	private static final Map<String, String> FILES = Map.of("/mailbox.js", "text/javascript; charset=utf-8",
			"/mailbox.css", "text/css; charset=utf-8");

	private final JsonMapper json = JsonMapper.builder().build();

	private final LinkCheck links = new LinkCheck();

	private final String run = Long.toString(System.nanoTime(), 36);

	private final Mailbox mailbox;

	private final MailboxApi api;

	MailboxRoutes(Mailbox mailbox) {
		this.mailbox = mailbox;
		this.api = new MailboxApi(mailbox);
	}

	Reply reply(Call call) {
		return switch (call.path()) {
			case "/" -> get(call, () -> page(200));
			case "/mailbox.js", "/mailbox.css" -> get(call, () -> file(call.path(), FILES.get(call.path())));
			case "/api/v1/messages" -> messages(call);
			case "/api/v1/search" -> search(call);
			case "/links/check" -> call.method().equals("POST") ? check(call) : notAllowed();
			default -> get(call, () -> letter(call));
		};
	}

	private static Reply get(Call call, Supplier<Reply> reply) {
		return call.method().equals("GET") ? reply.get() : notAllowed();
	}

	private static Reply notAllowed() {
		return Reply.text(405, "405 method not allowed");
	}

	private Reply messages(Call call) {
		return switch (call.method()) {
			case "GET" -> list(call, "");
			case "PUT" -> mark(this.json.readTree(call.body()));
			case "DELETE" -> delete(call.body());
			default -> notAllowed();
		};
	}

	private Reply search(Call call) {
		return switch (call.method()) {
			case "GET" -> list(call, call.text("query"));
			case "DELETE" -> {
				this.mailbox.delete(ids(this.api.find(call.text("query"))));
				yield Reply.text(200, "ok");
			}
			default -> notAllowed();
		};
	}

	/** Nothing is said again to who knows it (RFC 9110, 13.1.2). */
	private Reply list(Call call, String query) {
		String version = "\"" + this.run + "-" + this.mailbox.changes() + "\"";
		Reply reply = call.known().equals(version) ? Reply.text(304, "")
				: json(this.api.list(query, call.number("start", 0), call.number("limit", 50)));
		return reply.with("ETag", version);
	}

	/** Those of the ids or of a search, else all. */
	private Reply mark(JsonNode order) {
		Set<String> ids = order.path("IDs").isEmpty() ? ids(this.api.find(order.path("Search").asString("")))
				: ids(order.path("IDs"));
		this.mailbox.mark(ids, order.path("Read").asBoolean(false));
		return Reply.text(200, "ok");
	}

	/** Those of the ids; all without any. */
	private Reply delete(byte[] body) {
		JsonNode order = this.json.readTree((body.length == 0) ? "{}".getBytes(StandardCharsets.UTF_8) : body);
		if (!order.isEmpty() && !order.path("IDs").isArray()) {
			return Reply.text(400, "400 IDs: a list of ids");
		}
		Set<String> ids = ids(order.path("IDs"));
		if (ids.isEmpty()) {
			this.mailbox.clear();
		}
		else {
			this.mailbox.delete(ids);
		}
		return Reply.text(200, "ok");
	}

	private static Set<String> ids(JsonNode list) {
		return list.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
	}

	private static Set<String> ids(List<StoredLetter> letters) {
		return letters.stream().map(StoredLetter::id).collect(Collectors.toSet());
	}

	private Reply check(Call call) {
		try {
			return json(this.links.check(this.json.readTree(call.body()).path("URL").asString("")));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Reply.text(503, "503 the mailbox is closing");
		}
	}

	private Reply letter(Call call) {
		Matcher message = MESSAGE.matcher(call.path());
		if (message.matches()) {
			return found(message.group(1), (letter) -> api(letter, message.group(2))).orElseGet(Reply::missing);
		}
		Matcher letter = LETTER.matcher(call.path());
		if (!letter.matches()) {
			return Reply.missing();
		}
		return found(letter.group(1), (one) -> (letter.group(2) != null) ? frame(one, call) : page(200))
			.orElseGet(() -> page(404));
	}

	private Optional<Reply> found(String id, Function<StoredLetter, Reply> reply) {
		Optional<StoredLetter> letter = id.equals("latest") ? this.mailbox.letters().stream().findFirst()
				: this.mailbox.find(id);
		return letter.map(reply);
	}

	private Reply api(StoredLetter letter, @Nullable String part) {
		if (part == null) {
			this.mailbox.mark(Set.of(letter.id()), true);
			return json(MailboxApi.letter(letter));
		}
		return part.equals("/headers") ? json(MailboxApi.headers(letter))
				: Reply.of(200, "message/rfc822", letter.source().getBytes(StandardCharsets.ISO_8859_1))
					.with("Content-Disposition", "attachment; filename=\"" + letter.id() + ".eml\"");
	}

	private static Reply frame(StoredLetter letter, Call call) {
		return Reply.of(200, "text/html; charset=utf-8", LetterFrame.html(letter))
			.with("Content-Security-Policy", LetterFrame.policy(call.text("pictures").equals("1")));
	}

	private static Reply page(int status) {
		Reply page = file("/mailbox.html", "text/html; charset=utf-8");
		return new Reply(status, page.body(), page.headers());
	}

	private static Reply file(String name, @Nullable String type) {
		try (InputStream in = MailboxRoutes.class.getResourceAsStream("/mailbox" + name)) {
			return (in != null && type != null) ? Reply.of(200, type, in.readAllBytes()) : Reply.missing();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Reply json(Map<String, ?> value) {
		return Reply.of(200, "application/json", this.json.writeValueAsString(value));
	}

}
