package cinema.dev.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.dev.letter.StoredLetter.Person;

/**
 * A search as Mailpit writes it: words, {@code "quoted words"}, {@code to:},
 * {@code from:}, {@code subject:}, {@code message-id:}, {@code is:unread} and
 * {@code is:read}; all of them have to be found, those after a minus must not.
 */
public final class LetterQuery {

	private static final Pattern TERM = Pattern
		.compile("([-!]?)(?:(to|from|subject|message-id|is):)?(?:\"([^\"]*)\"?|(\\S+))", Pattern.CASE_INSENSITIVE);

	private final Predicate<StoredLetter> unread;

	private LetterQuery(Predicate<StoredLetter> unread) {
		this.unread = unread;
	}

	public static Predicate<StoredLetter> parse(String query, Predicate<StoredLetter> unread) {
		LetterQuery reader = new LetterQuery(unread);
		List<Predicate<StoredLetter>> terms = new ArrayList<>();
		Matcher term = TERM.matcher(query);
		while (term.find()) {
			String word = (term.group(3) != null) ? term.group(3) : term.group(4);
			String field = (term.group(2) != null) ? term.group(2).toLowerCase(Locale.ROOT) : "";
			Predicate<StoredLetter> found = reader.term(field, word);
			terms.add(term.group(1).isEmpty() ? found : found.negate());
		}
		return (letter) -> terms.stream().allMatch((one) -> one.test(letter));
	}

	private Predicate<StoredLetter> term(String field, String word) {
		Predicate<String> has = Pattern.compile(Pattern.quote(word), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
			.asPredicate();
		return switch (field) {
			case "to" -> (letter) -> has.test(people(letter.to()));
			case "from" -> (letter) -> has.test(people(List.of(letter.from())));
			case "subject" -> (letter) -> has.test(letter.subject());
			case "message-id" -> (letter) -> has.test(letter.messageId());
			case "is" -> (letter) -> state(letter, word);
			default -> (letter) -> Stream
				.of(letter.subject(), people(letter.to()), people(List.of(letter.from())), letter.plain())
				.anyMatch(has);
		};
	}

	private boolean state(StoredLetter letter, String word) {
		return switch (word.toLowerCase(Locale.ROOT)) {
			case "unread" -> this.unread.test(letter);
			case "read" -> !this.unread.test(letter);
			default -> false;
		};
	}

	private static String people(List<Person> people) {
		return people.stream().map((one) -> one.name() + " <" + one.address() + ">").collect(Collectors.joining(", "));
	}

}
