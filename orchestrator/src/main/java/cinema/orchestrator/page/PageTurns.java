package cinema.orchestrator.page;

import cinema.workflows.page.PageTurn;
import org.jspecify.annotations.Nullable;

/**
 * The part of a mailing's rate that one page has in hand. All pages of a mailing and of
 * its resends take their turns from one row of the database, whichever instance they run
 * on; a page waits for its turn by a durable timer.
 */
final class PageTurns {

	/** So many letters of one page follow one another at most. */
	private static final int MOST = 500;

	/** A turn is worth so many seconds: any minute has its rate to within a twentieth. */
	private static final int SECONDS = 3;

	private final MailingControls controls;

	private final String mailingId;

	private int left;

	/**
	 * @param given the turn that the page has waited for, or null when it has none
	 */
	PageTurns(MailingControls controls, String mailingId, @Nullable PageTurn given) {
		this.controls = controls;
		this.mailingId = mailingId;
		this.left = (given != null && given.series() == controls.series(mailingId)) ? given.letters() : 0;
	}

	/** How many letters may be published now. */
	int left() {
		return this.left;
	}

	void used(int letters) {
		this.left = Math.max(0, this.left - letters);
	}

	/**
	 * Takes the next turn, which may be in the future.
	 * @param wanted for how many letters at most
	 * @param rate letters per second
	 */
	PageTurn take(int wanted, double rate) {
		int letters = Math.min(Math.min(wanted, MOST), Math.max(1, (int) (rate * SECONDS)));
		PageTurn turn = this.controls.takeTurn(this.mailingId, letters, rate);
		this.left = letters;
		return turn;
	}

}
