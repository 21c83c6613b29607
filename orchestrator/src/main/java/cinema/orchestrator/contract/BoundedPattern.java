package cinema.orchestrator.contract;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import com.networknt.schema.regex.RegularExpression;

/**
 * A pattern of a schema that is given up when it takes too long: whatever is written in a
 * schema, no event can keep the intake busy by it.
 */
final class BoundedPattern implements RegularExpression {

	/** Characters that may be looked at for one text; each again and again. */
	private static final int MOST = 2_000_000;

	private final Pattern pattern;

	BoundedPattern(String pattern) {
		this.pattern = Pattern.compile(pattern);
	}

	/** What is given up does not fit. */
	@Override
	public boolean matches(String value) {
		try {
			return this.pattern.matcher(new Looked(value, new AtomicInteger(MOST))).find();
		}
		catch (GivenUpException | StackOverflowError tooMuch) {
			return false;
		}
	}

	/** Counts how often a pattern looks at a character. */
	private record Looked(CharSequence text, AtomicInteger left) implements CharSequence {

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public char charAt(int index) {
			if (this.left.decrementAndGet() < 0) {
				throw new GivenUpException();
			}
			return this.text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new Looked(this.text.subSequence(start, end), this.left);
		}

		@Override
		public String toString() {
			return this.text.toString();
		}

	}

	/** Leaves a pattern from within. */
	private static final class GivenUpException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		GivenUpException() {
			super(null, null, false, false);
		}

	}

}
