package cinema.workflows.mailing;

import cinema.workflows.page.MailingControl;
import cinema.workflows.plan.Mailing;
import io.temporal.activity.ActivityInterface;

/** What a whole mailing needs of the world. */
@ActivityInterface(namePrefix = "mailing.")
public interface MailingActivities {

	/**
	 * Makes sure that the mailing can be sent at all, and keeps what its letters are made
	 * of, so that every receiver reads the same; beginning again changes nothing.
	 */
	void begin(String mailingId, Mailing mailing);

	/**
	 * Reads one page of the audience, keeps its receivers, and writes down who is not
	 * told and why.
	 */
	OpenedPage open(PageRequest request);

	/** Keeps what staff decided, for pages that are being sent just now. */
	void control(String mailingId, MailingControl control);

	/** Keeps how the mailing ended, even one that could not begin. */
	void end(String mailingId, Mailing mailing, MailingOutcome outcome);

}
