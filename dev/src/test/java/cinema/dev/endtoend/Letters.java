package cinema.dev.endtoend;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import cinema.dev.letter.StoredLetter;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.awaitility.Awaitility;

/** The letters in the mailbox, by the event that each is about. */
final class Letters {

	private static final String CONFIRMATION = "Confirm your e-mail address";

	private final Mailbox mailbox;

	Letters(Stack stack) {
		this.mailbox = stack.part(MailPart.class).mailbox();
	}

	/** Ids of events that no other test uses. */
	static List<String> ids(String name, int count) {
		String run = UUID.randomUUID().toString().substring(0, 8);
		return IntStream.range(0, count).mapToObj((number) -> name + "-" + run + "-" + number).toList();
	}

	void clear() {
		this.mailbox.clear();
	}

	int count() {
		return this.mailbox.letters().size();
	}

	/** Returns when each event has its confirmation letter. */
	void await(Collection<String> ids) {
		await(ids, CONFIRMATION);
	}

	void await(Collection<String> ids, String subject) {
		Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> arrived(ids, subject) == ids.size());
	}

	long confirmed(Collection<String> ids) {
		return arrived(ids, CONFIRMATION);
	}

	long arrived(Collection<String> ids, String subject) {
		Map<String, Long> copies = copies(subject);
		return ids.stream().filter((id) -> copies.containsKey(address(id))).count();
	}

	/** How many confirmation letters there are beyond one for each event. */
	long duplicates(Collection<String> ids) {
		return duplicates(ids, CONFIRMATION);
	}

	long duplicates(Collection<String> ids, String subject) {
		Map<String, Long> copies = copies(subject);
		return ids.stream().mapToLong((id) -> copies.getOrDefault(address(id), 1L) - 1).sum();
	}

	/** Confirmation letters to addresses that begin so. */
	List<StoredLetter> confirmations(String address) {
		return this.mailbox.letters()
			.stream()
			.filter((letter) -> letter.subject().equals(CONFIRMATION)
					&& letter.to().get(0).address().startsWith(address))
			.toList();
	}

	private Map<String, Long> copies(String subject) {
		return this.mailbox.letters()
			.stream()
			.filter((letter) -> letter.subject().equals(subject))
			.collect(Collectors.groupingBy((letter) -> letter.to().get(0).address(), Collectors.counting()));
	}

	private static String address(String id) {
		return id + "@example.com";
	}

}
