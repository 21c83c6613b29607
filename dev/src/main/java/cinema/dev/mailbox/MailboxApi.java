package cinema.dev.mailbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import cinema.dev.letter.LetterQuery;
import cinema.dev.letter.StoredLetter;
import cinema.dev.letter.StoredLetter.Person;

/** The letters as Mailpit's API shows them, so that a script works with both. */
final class MailboxApi {

	private static final int SNIPPET = 200;

	private final Mailbox mailbox;

	MailboxApi(Mailbox mailbox) {
		this.mailbox = mailbox;
	}

	/** The letters that a search finds, the newest first; an empty one finds all. */
	List<StoredLetter> find(String query) {
		Predicate<StoredLetter> wanted = LetterQuery.parse(query, this.mailbox::isUnread);
		return this.mailbox.letters().stream().filter(wanted).toList();
	}

	Map<String, Object> list(String query, int start, int limit) {
		List<StoredLetter> found = find(query);
		List<Map<String, Object>> page = found.stream().skip(start).limit(limit).map(this::summary).toList();
		List<StoredLetter> all = this.mailbox.letters();
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("total", all.size());
		answer.put("unread", unread(all));
		answer.put("count", page.size());
		answer.put("messages_count", found.size());
		answer.put("messages_unread", unread(found));
		answer.put("start", start);
		answer.put("tags", List.of());
		answer.put("messages", page);
		return answer;
	}

	private long unread(List<StoredLetter> letters) {
		return letters.stream().filter(this.mailbox::isUnread).count();
	}

	static Map<String, Object> letter(StoredLetter letter) {
		Map<String, Object> answer = people(letter);
		answer.put("Date", letter.receivedAt().toString());
		answer.put("ReturnPath", letter.envelopeFrom());
		answer.put("Text", letter.text());
		answer.put("HTML", letter.html());
		answer.put("Size", letter.source().length());
		answer.put("Tags", List.of());
		answer.put("Attachments", List.of());
		answer.put("Inline", List.of());
		return answer;
	}

	static Map<String, List<String>> headers(StoredLetter letter) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		letter.headers()
			.forEach((header) -> headers.merge(header.getKey(), List.of(header.getValue()),
					(one, more) -> Stream.concat(one.stream(), more.stream()).toList()));
		return headers;
	}

	private Map<String, Object> summary(StoredLetter letter) {
		Map<String, Object> answer = people(letter);
		answer.put("Created", letter.receivedAt().toString());
		answer.put("Read", !this.mailbox.isUnread(letter));
		answer.put("Tags", List.of());
		answer.put("Size", letter.source().length());
		answer.put("Attachments", 0);
		answer.put("Snippet", snippet(letter.plain()));
		return answer;
	}

	/** No character is cut in two, and a heading does not run into what follows it. */
	private static String snippet(String text) {
		String line = text.strip()
			.replaceAll("(?<=[^\\s.,:;!?])[^\\S\\n]*\\n\\s*\\n", " \u00b7 ")
			.replaceAll("\\s+", " ");
		return (line.codePointCount(0, line.length()) > SNIPPET)
				? line.substring(0, line.offsetByCodePoints(0, SNIPPET)) : line;
	}

	private static Map<String, Object> people(StoredLetter letter) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("ID", letter.id());
		answer.put("MessageID", letter.messageId());
		answer.put("From", person(letter.from()));
		answer.put("To", letter.to().stream().map(MailboxApi::person).toList());
		answer.put("Cc", List.of());
		answer.put("Bcc", List.of());
		answer.put("ReplyTo", List.of());
		answer.put("Subject", letter.subject());
		return answer;
	}

	private static Map<String, String> person(Person person) {
		return Map.of("Name", person.name(), "Address", person.address());
	}

}
