package cinema.worker.push;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.workflows.contract.Posting;
import tools.jackson.databind.json.JsonMapper;

/** What a notification says: JSON for the service worker of the site. */
final class PushText {

	private static final Pattern LINK = Pattern.compile("<a href=\"(https?://[^\"]{1,1500})\"");

	private static final int TITLE = 100;

	private static final int BODY = 300;

	private PushText() {
	}

	static byte[] of(Posting posting, String proof) {
		Matcher link = LINK.matcher(posting.html());
		Map<String, String> said = new LinkedHashMap<>();
		said.put("id", posting.id());
		said.put("title", cut(posting.subject(), TITLE));
		said.put("body", cut(posting.text().replaceAll("\\s+", " ").strip(), BODY));
		if (link.find()) {
			said.put("link", link.group(1).replace("&amp;", "&"));
		}
		if (posting.headers() != null && posting.headers().containsKey(Posting.INBOX_MESSAGE)) {
			said.put("message", posting.headers().get(Posting.INBOX_MESSAGE));
		}
		said.put("seen", proof);
		return JsonMapper.shared().writeValueAsString(said).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * So many characters at most, of which none is cut in two, and no sign that several
	 * of them make.
	 */
	static String cut(String text, int most) {
		if (text.codePointCount(0, text.length()) <= most) {
			return text;
		}
		int end = text.offsetByCodePoints(0, most - 1);
		Matcher sign = Pattern.compile("\\X").matcher(text);
		int last = 0;
		while (sign.find() && sign.end() <= end) {
			last = sign.end();
		}
		return text.substring(0, last).stripTrailing() + "…";
	}

}
