package cinema.workflows.contract;

import java.util.Locale;

/**
 * Which queue a posting waits in, so that an urgent letter never waits behind a mailing;
 * on the wire in lower case.
 */
public enum Urgency {

	URGENT, NORMAL, BULK;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
