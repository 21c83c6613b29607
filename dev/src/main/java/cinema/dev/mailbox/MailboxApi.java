package cinema.dev.mailbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import cinema.dev.mailbox.StoredLetter.Person;

/** The letters as Mailpit's API shows them, so that a script works with both. */
final class MailboxApi {

	private MailboxApi() {
	}

	static Map<String, Object> list(List<StoredLetter> letters, int start, int limit) {
		List<Map<String, Object>> page = letters.stream().skip(start).limit(limit).map(MailboxApi::summary).toList();
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("total", letters.size());
		answer.put("unread", letters.size());
		answer.put("count", page.size());
		answer.put("messages_count", letters.size());
		answer.put("messages_unread", letters.size());
		answer.put("start", start);
		answer.put("tags", List.of());
		answer.put("messages", page);
		return answer;
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

	private static Map<String, Object> summary(StoredLetter letter) {
		Map<String, Object> answer = people(letter);
		String snippet = letter.text().replaceAll("\\s+", " ").strip();
		answer.put("Created", letter.receivedAt().toString());
		answer.put("Read", false);
		answer.put("Tags", List.of());
		answer.put("Size", letter.source().length());
		answer.put("Attachments", 0);
		answer.put("Snippet", (snippet.length() > 200) ? snippet.substring(0, 200) : snippet);
		return answer;
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
