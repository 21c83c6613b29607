package cinema.workflows.plan;

/**
 * That a letter counts among others of its class, of which a person gets so many within a
 * time and no more.
 *
 * @param letterClass the class, a word of the catalogue, which says how many
 * @param over what becomes of the letter when there are as many already
 */
public record Capped(String letterClass, Over over) {

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
