/** The pages of mailings: their receivers, letters and receipts. */
@NullMarked
package cinema.orchestrator.page;

import org.jspecify.annotations.NullMarked;
