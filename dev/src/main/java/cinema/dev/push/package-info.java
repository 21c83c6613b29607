/** A push service of one's own (RFC 8030), as far as a laptop needs one. */
@NullMarked
package cinema.dev.push;

import org.jspecify.annotations.NullMarked;
