/** How many letters of a class somebody gets within a time. */
@NullMarked
package cinema.orchestrator.cap;

import org.jspecify.annotations.NullMarked;
