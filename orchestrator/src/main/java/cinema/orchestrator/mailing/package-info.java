/** MailingLookup: their audience, page by page, and the letters of a page. */
@NullMarked
package cinema.orchestrator.mailing;

import org.jspecify.annotations.NullMarked;
