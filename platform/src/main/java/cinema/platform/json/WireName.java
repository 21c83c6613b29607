package cinema.platform.json;

import java.util.Locale;

/** Names as they are on the wire: in snake case. */
public final class WireName {

	private WireName() {
	}

	/** The name on the wire of a property of ours. */
	public static String of(String name) {
		return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
	}

}
