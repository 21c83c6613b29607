package cinema.workflows.plan;

/**
 * How a mailing walks its audience.
 *
 * @param pageSize how many receivers a page has at most
 * @param window how many pages are being sent at the same time
 * @param pagesPerRun after how many pages the workflow continues as new, so that the last
 * page costs what the first one did
 * @param mostPages more than these is taken for a mistake
 * @param mostEmptyPages so many pages without anybody in a row are taken for a mistake
 * @param mostUnanswered no further page is read while so many letters are with the
 * worker, or the broker would keep the whole mailing; 0 for as many as there are
 * @param pauseAfter it pauses itself when so many letters were put off in a row for
 * trouble of ours; 0 for never
 */
public record MailingLimits(int pageSize, int window, int pagesPerRun, int mostPages, int mostEmptyPages,
		int mostUnanswered, int pauseAfter) {
}
