package cinema.workflows.mailing;

import java.util.List;

import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageReport;
import cinema.workflows.plan.Mailing;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** What a whole mailing needs of the world. */
@ActivityInterface(namePrefix = "mailing.")
public interface MailingActivities {

	/**
	 * Makes sure that the mailing can be sent at all, and keeps what its letters are made
	 * of, so that every receiver reads the same; beginning again changes nothing.
	 * @return what is known of it since before it was reset, or its event came again;
	 * null in histories of earlier versions
	 */
	@Nullable MailingBeginning begin(String mailingId, Mailing mailing);

	/**
	 * Reads one page of the audience, keeps its receivers, and writes down who is not
	 * told and why.
	 */
	OpenedPage open(PageRequest request);

	/** Keeps what staff decided, for pages that are being sent just now. */
	void control(String mailingId, MailingControl control);

	/**
	 * Tells pages what staff decided; one that has ended needs not know.
	 * @param pages in the order in which they are told
	 */
	void tell(String mailingId, PageSet pages, MailingControl control);

	/**
	 * Looks after pages of which nothing was heard for a while, and keeps what staff
	 * decided once more, in case that a mailing that was reset knows better.
	 * @return the last words of those that have ended, some of them where there are many
	 */
	List<PageReport> look(String mailingId, PageSet pages, MailingControl control);

	/**
	 * Keeps how the mailing ended, even one that could not begin; where its event says so
	 * for it, what is known of it already counts.
	 */
	void end(String mailingId, Mailing mailing, MailingOutcome outcome);

}
