/**
 * What was sent to whom, and what was not and why, for people to read.
 *
 * More than twelve types, since single letters, whole pages, what came back and figures
 * are written and read apart, all of one table.
 */
@NullMarked
package cinema.orchestrator.journal;

import org.jspecify.annotations.NullMarked;
