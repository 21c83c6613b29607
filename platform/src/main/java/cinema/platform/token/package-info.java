/** Tokens that other services call with. */
@NullMarked
package cinema.platform.token;

import org.jspecify.annotations.NullMarked;
