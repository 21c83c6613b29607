package cinema.workflows.mailing;

import java.util.Map;

import cinema.workflows.page.MailingControl;
import org.jspecify.annotations.Nullable;

/**
 * Where one run of a mailing stopped and the next one goes on.
 *
 * @param active pages that have not ended, by number
 * @param failure why it reads no further page, or null
 */
public record MailingRun(AudienceCursor cursor, MailingTotals totals, Map<Integer, ActivePage> active,
		MailingControl control, @Nullable String failure) {
}
