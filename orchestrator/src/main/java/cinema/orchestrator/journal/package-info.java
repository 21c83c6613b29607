/** What was sent to whom, and what was not and why, for people to read. */
@NullMarked
package cinema.orchestrator.journal;

import org.jspecify.annotations.NullMarked;
