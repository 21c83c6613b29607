package cinema.orchestrator.order;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Ids of mailings that are given here: drafts and resends are found by theirs. */
public final class MailingIds {

	private static final Pattern OF_DRAFTS = Pattern
		.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(\\d+(\\.canary)?|test-.*)");

	private static final Pattern OF_RESENDS = Pattern.compile(".*\\.resend-\\d{1,4}");

	private MailingIds() {
	}

	/** Why nobody may choose this id for an order of theirs, or null. */
	public static @Nullable String refusal(String id) {
		if (OF_DRAFTS.matcher(id).matches()) {
			return "must not be like that of a draft";
		}
		return OF_RESENDS.matcher(id).matches() ? "must not end like that of a resend" : null;
	}

}
