/** Errors as problem documents (RFC 9457) that name the field. */
@NullMarked
package cinema.orchestrator.problem;

import org.jspecify.annotations.NullMarked;
