package cinema.dev.mailbox;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The pages of the mailbox; everything that comes from a letter is escaped, and its html
 * runs in a sandbox.
 */
final class MailboxPage {

	private static final String STYLE = """
			body{font:15px/1.5 system-ui,sans-serif;margin:0;color:#1d1b1a;background:#f6f5f2}
			header{background:#1d1b1a;color:#fff;padding:14px 28px;font-weight:600}header a{color:#fff;text-decoration:none}
			main{max-width:960px;margin:24px auto;padding:0 20px}
			table{width:100%;border-collapse:collapse;background:#fff;border-radius:8px;overflow:hidden}
			td,th{padding:10px 14px;text-align:left;border-bottom:1px solid #eceae5;vertical-align:top}
			th{font-weight:600;color:#77716b;font-size:13px}tr:hover td{background:#faf9f7}
			a{color:#b3202c}pre{background:#fff;padding:16px;border-radius:8px;white-space:pre-wrap;overflow-wrap:anywhere}
			iframe{width:100%;height:640px;border:0;background:#fff;border-radius:8px}
			nav a{display:inline-block;padding:8px 14px;margin-right:6px;border-radius:6px;text-decoration:none;background:#e9e6e0;color:#1d1b1a}
			nav a.on{background:#b3202c;color:#fff}.empty{padding:48px;text-align:center;color:#77716b;background:#fff;border-radius:8px}
			""";

	private MailboxPage() {
	}

	static String list(List<StoredLetter> letters) {
		String rows = letters.stream().limit(200).map(MailboxPage::row).collect(Collectors.joining());
		String body = letters.isEmpty() ? "<p class=empty>No letters yet.</p>"
				: "<table><tr><th>To</th><th>Subject</th><th>Received</th></tr>" + rows + "</table>";
		return page("Mailbox", "<h1>" + letters.size() + " letters</h1>" + body);
	}

	private static String row(StoredLetter letter) {
		String to = letter.to().stream().map((one) -> escape(one.address())).collect(Collectors.joining(", "));
		return "<tr><td>" + to + "</td><td><a href=\"/letter/" + letter.id() + "\">" + escape(letter.subject())
				+ "</a></td><td>" + letter.receivedAt().toString().replaceAll("\\..*", "Z") + "</td></tr>";
	}

	static String letter(StoredLetter letter, String view) {
		String content = switch (view) {
			case "text" -> "<pre>" + escape(letter.text()) + "</pre>";
			case "headers" -> "<table>" + letter.headers()
				.stream()
				.map((one) -> "<tr><th>" + escape(one.getKey()) + "</th><td>" + escape(one.getValue()) + "</td></tr>")
				.collect(Collectors.joining()) + "</table>";
			case "source" -> "<pre>" + escape(letter.source()) + "</pre>";
			default -> "<iframe sandbox src=\"/letter/" + letter.id() + "/frame\"></iframe>";
		};
		String tabs = List.of("html", "text", "headers", "source")
			.stream()
			.map((tab) -> "<a" + (tab.equals(view) ? " class=on" : "") + " href=\"/letter/" + letter.id() + "?view="
					+ tab + "\">" + tab + "</a>")
			.collect(Collectors.joining());
		return page(escape(letter.subject()),
				"<h1>" + escape(letter.subject()) + "</h1><p>from " + escape(letter.from().address()) + " to "
						+ letter.to().stream().map((one) -> escape(one.address())).collect(Collectors.joining(", "))
						+ "</p><nav>" + tabs + "</nav><p></p>" + content);
	}

	private static String page(String title, String body) {
		return "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>" + title + "</title><style>" + STYLE
				+ "</style><header><a href=\"/\">Mailbox</a></header><main>" + body + "</main></html>";
	}

	static String escape(String text) {
		return text.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

}
