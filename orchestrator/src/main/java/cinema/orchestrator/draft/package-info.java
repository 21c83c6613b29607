/**
 * Mailings that staff write, submit and approve before anybody is told.
 *
 * More than twelve types, since a draft as it is written, as it was submitted and as it
 * is tried out are three things.
 */
@NullMarked
package cinema.orchestrator.draft;

import org.jspecify.annotations.NullMarked;
