package cinema.workflows.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A way to reach a person, and what is known of it wherever a letter passes; on the wire
 * in lower case.
 */
public enum Channel {

	/** Letters by SMTP (RFC 5321). */
	EMAIL(Form.LETTER, Reach.MAILBOX, Trait.RETURNS, Trait.LISTED),

	/** Short messages to a telephone. */
	SMS(Form.TEXT, Reach.NUMBER, Trait.ASKED, Trait.RETURNS),

	/** The inbox on the site. */
	WEB(Form.LETTER, Reach.USER, Trait.WITHIN_PAGE, Trait.REPEATABLE, Trait.SEES),

	/** Notifications by the browser (RFC 8030). */
	PUSH(Form.LETTER, Reach.USER, Trait.WITHIN_PAGE, Trait.SEES);

	private final Form form;

	private final Reach reach;

	private final List<Trait> traits;

	Channel(Form form, Reach reach, Trait... traits) {
		this.form = form;
		this.reach = reach;
		this.traits = List.of(traits);
	}

	/** What its letters consist of. */
	public Form form() {
		return this.form;
	}

	public Reach reach() {
		return this.reach;
	}

	public boolean has(Trait trait) {
		return this.traits.contains(trait);
	}

	/** The words of those that have a trait. */
	public static String[] words(Trait trait) {
		return List.of(values()).stream().filter((one) -> one.has(trait)).map(Channel::toString).toArray(String[]::new);
	}

	/** By its word on the wire. */
	public static Optional<Channel> named(String word) {
		return List.of(values()).stream().filter((one) -> one.toString().equals(word)).findFirst();
	}

	/** The words for all of them, for a regular expression. */
	public static String pattern() {
		return List.of(values()).stream().map(Channel::toString).collect(Collectors.joining("|"));
	}

	public static String words() {
		String all = List.of(values()).stream().map(Channel::toString).collect(Collectors.joining(", "));
		int last = all.lastIndexOf(", ");
		return all.substring(0, last) + " or " + all.substring(last + 2);
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** What a letter consists of, and its template. */
	public enum Form {

		/** A subject, and Markdown that becomes html and text. */
		LETTER("md", Integer.MAX_VALUE),

		/** Text alone, which is sent as it stands. */
		TEXT("txt", 1600);

		private final String ending;

		private final int longest;

		Form(String ending, int longest) {
			this.ending = ending;
			this.longest = longest;
		}

		/** Of the file of a template, without a dot. */
		public String ending() {
			return this.ending;
		}

		/** The endings of all, for a regular expression. */
		public static String pattern() {
			return List.of(values()).stream().map(Form::ending).collect(Collectors.joining("|"));
		}

		/** So many characters a text has at most. */
		public int longest() {
			return this.longest;
		}

		/** Whether a letter has a subject and html beside its text. */
		public boolean hasSubject() {
			return this == LETTER;
		}

	}

	/** What an address is. */
	public enum Reach {

		/**
		 * A mailbox, as far as it can be judged without its server (RFC 5321, 4.5.3.1).
		 */
		MAILBOX(254,
				"[^\\p{C}\\p{Z}@,;:<>()\\[\\]\\\\\"]{1,64}@[^\\p{C}\\p{Z}@,;:<>()\\[\\]\\\\\"._][^\\p{C}\\p{Z}@,;:<>()\\[\\]\\\\\"]*",
				".."),

		/** A telephone number with its country (E.164). */
		NUMBER(16, "\\+[1-9][0-9]{6,14}", "\n"),

		/** The id of a user. */
		USER(100, "[^\\p{C}\\p{Z}]+", "\n");

		/** The calling codes that ITU-T gives out in E.164, or may. */
		private static final String COUNTRY = "\\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-689]\\d\\d)";

		private final int longest;

		private final String pattern;

		private final String never;

		Reach(int longest, String pattern, String never) {
			this.longest = longest;
			this.pattern = pattern;
			this.never = never;
		}

		/** Whether an address looks like one. */
		public boolean isPossible(String address) {
			return address.length() <= this.longest && address.matches(this.pattern) && !address.contains(this.never);
		}

		/**
		 * Where an address belongs to: the part of a mailbox behind its {@code @}, and a
		 * number's calling code with its plus, as far as they have one.
		 */
		public Optional<String> domain(String address) {
			return switch (this) {
				case MAILBOX -> Optional.of(address)
					.filter((one) -> one.contains("@"))
					.map((one) -> one.substring(one.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
				case NUMBER -> Optional.of(address)
					.filter((one) -> one.matches(COUNTRY + ".*"))
					.map((one) -> one.replaceFirst("(" + COUNTRY + ").*", "$1"));
				case USER -> Optional.empty();
			};
		}

	}

	/** What holds for some channels only. */
	public enum Trait {

		/** Only a clear yes counts, whatever its topic says of those who said nothing. */
		ASKED,

		/** What comes back closes an address. */
		RETURNS,

		/** Its letters have headers that let people leave a list (RFC 8058). */
		LISTED,

		/** What it says is shown in a frame that is not ours. */
		WITHIN_PAGE,

		/**
		 * What is sent again is there once, nothing of it is ever in doubt, and it can be
		 * taken back.
		 */
		REPEATABLE,

		/** It tells when somebody looks at what arrived. */
		SEES

	}

}
