package cinema.workflows.page;

import org.jspecify.annotations.Nullable;

/**
 * How far a group has come.
 *
 * @param until how many of the group are done
 * @param published how many letters were published by this call
 * @param duplicates how many receivers had the letter from another page already
 * @param complete whether that were all; else staff stopped the mailing meanwhile
 * @param tally what became of the page's letters where nothing of them is on its way any
 * more; null where something is, and in histories of earlier versions: then a signal
 * tells it
 * @param turn from when on the page may go on; null when it has come to its end, or was
 * stopped
 */
public record PageDispatched(int until, int published, int duplicates, boolean complete, @Nullable PageTally tally,
		@Nullable PageTurn turn) {

	/** A group of which so many were done before. */
	public static PageDispatched from(int done) {
		return new PageDispatched(done, 0, 0, false, null, null);
	}

	/** Some more of the group are done. */
	public PageDispatched plus(int receivers, int published, int duplicates) {
		return new PageDispatched(this.until + receivers, this.published + published, this.duplicates + duplicates,
				false, null, null);
	}

	public PageDispatched completed() {
		return new PageDispatched(this.until, this.published, this.duplicates, true, null, null);
	}

	/** The rest has to wait for that turn. */
	public PageDispatched waiting(PageTurn next) {
		return new PageDispatched(this.until, this.published, this.duplicates, false, null, next);
	}

	/** What became of it all, unless something is on its way. */
	public PageDispatched settled(PageTally tally) {
		return (tally.queued() > 0) ? this
				: new PageDispatched(this.until, this.published, this.duplicates, this.complete, tally, this.turn);
	}

}
