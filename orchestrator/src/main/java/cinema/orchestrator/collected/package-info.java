/** What is collected for people's digests. */
@NullMarked
package cinema.orchestrator.collected;

import org.jspecify.annotations.NullMarked;
