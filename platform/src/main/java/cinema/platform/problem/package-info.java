/** Refusals as problem documents (RFC 9457), from the connector up. */
@NullMarked
package cinema.platform.problem;

import org.jspecify.annotations.NullMarked;
