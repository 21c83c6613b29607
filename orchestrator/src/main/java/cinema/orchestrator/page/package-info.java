/**
 * The pages of mailings: their receivers, letters and receipts.
 *
 * More than twelve types, since how letters of a page are sent, tried again, counted and
 * forgotten stands apart, all of it on the tables of mailings.
 */
@NullMarked
package cinema.orchestrator.page;

import org.jspecify.annotations.NullMarked;
