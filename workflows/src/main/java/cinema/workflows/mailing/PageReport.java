package cinema.workflows.mailing;

import org.jspecify.annotations.Nullable;

/**
 * What a page tells its mailing.
 *
 * @param ended whether that is the last of it; else it waits for a morning and leaves its
 * place in the window to another page
 * @param held how many wait for their moment
 * @param duplicates how many had the letter from another page
 * @param failure why the page could not be sent, or null
 */
public record PageReport(int number, boolean ended, int held, int duplicates, PageTally tally,
		@Nullable String failure) {
}
