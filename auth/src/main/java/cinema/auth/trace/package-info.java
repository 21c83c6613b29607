/** One trace through auth, from the request to the announced event. */
@NullMarked
package cinema.auth.trace;

import org.jspecify.annotations.NullMarked;
