/** One's own data: to take along, and to have erased. */
@NullMarked
package cinema.auth.erasure;

import org.jspecify.annotations.NullMarked;
