/** Digests: what is collected becomes a letter at its receiver's hour. */
@NullMarked
package cinema.orchestrator.digest;

import org.jspecify.annotations.NullMarked;
