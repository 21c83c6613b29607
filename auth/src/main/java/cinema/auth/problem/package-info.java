/** Errors as problem documents (RFC 9457) that name the field. */
@NullMarked
package cinema.auth.problem;

import org.jspecify.annotations.NullMarked;
