package cinema.workflows.mailing;

import cinema.workflows.page.MailingControl;
import cinema.workflows.page.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * What was known of a mailing before it begins: what was decided for it, in the shape
 * that histories of earlier versions have, and whether it is over.
 *
 * @param ended how it ended, where the event has come again of a mailing that did; it
 * sends nothing
 */
public record MailingBeginning(boolean paused, @Nullable String cancelled, double rate, @Nullable String pausedBy,
		@Nullable Trouble trouble, @Nullable MailingOutcome ended) {

	public static MailingBeginning of(MailingControl control, @Nullable MailingOutcome ended) {
		return new MailingBeginning(control.paused(), control.cancelled(), control.rate(), control.pausedBy(),
				control.trouble(), ended);
	}

}
