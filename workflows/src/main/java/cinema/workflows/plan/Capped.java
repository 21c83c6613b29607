package cinema.workflows.plan;

import org.jspecify.annotations.Nullable;

/**
 * That a letter counts among others of its class, of which a person gets so many within a
 * time and no more.
 *
 * @param letterClass the class, a word of the catalogue, which says how many
 * @param over what becomes of the letter when there are as many already
 * @param patient whether it asks for a place until its deadline, however often that is,
 * since what it tells is told nowhere else; null is no, as in plans of earlier versions
 */
public record Capped(String letterClass, Over over, @Nullable Boolean patient) {

	/** For a letter that asks so many times and no more. */
	public Capped(String letterClass, Over over) {
		this(letterClass, over, null);
	}

	/** The same for a letter that asks until its deadline. */
	public Capped untilDeadline() {
		return new Capped(this.letterClass, this.over, true);
	}

	/** Whether it asks until its deadline. */
	public boolean asksUntilDeadline() {
		return Boolean.TRUE.equals(this.patient);
	}

	/** What becomes of a letter for which there is no place. */
	public enum Over {

		/** It waits until there is one, at most until its deadline. */
		DEFER,

		/** It is not sent. */
		DROP,

		/**
		 * It becomes part of its receiver's digest, which is told when there is a place;
		 * where that cannot be, it waits.
		 */
		FOLD

	}

}
