package cinema.workflows;

import java.time.OffsetDateTime;
import java.util.List;

import io.temporal.common.SearchAttributeKey;

/**
 * By what support staff find a workflow in the Temporal web UI; ids and words only, no
 * personal data.
 */
public final class SearchAttributes {

	public static final SearchAttributeKey<String> EVENT_TYPE = SearchAttributeKey.forKeyword("EventType");

	public static final SearchAttributeKey<String> USER_ID = SearchAttributeKey.forKeyword("UserId");

	public static final SearchAttributeKey<String> MAILING_ID = SearchAttributeKey.forKeyword("MailingId");

	public static final SearchAttributeKey<List<String>> NOTICE = SearchAttributeKey.forKeywordList("Notice");

	public static final SearchAttributeKey<List<String>> CHANNEL = SearchAttributeKey.forKeywordList("Channel");

	public static final SearchAttributeKey<List<String>> OUTCOME = SearchAttributeKey.forKeywordList("Outcome");

	/**
	 * Set while something waits for a morning, a chosen moment or the turn of a step, and
	 * taken away afterwards, and while anything else of the same event is stuck.
	 */
	public static final SearchAttributeKey<OffsetDateTime> HELD_UNTIL = SearchAttributeKey
		.forOffsetDateTime("HeldUntil");

	private SearchAttributes() {
	}

}
