package cinema.workflows.contract;

import java.util.Locale;

/** A way to reach a person; on the wire in lower case. */
public enum Channel {

	EMAIL, SMS, WEB, PUSH;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
