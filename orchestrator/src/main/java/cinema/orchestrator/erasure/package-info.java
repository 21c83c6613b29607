/** Erases a person: what runs for them ends, and nothing is kept or made again. */
@NullMarked
package cinema.orchestrator.erasure;

import org.jspecify.annotations.NullMarked;
