/** Who calls, and the id by which a call is found in the log. */
@NullMarked
package cinema.auth.request;

import org.jspecify.annotations.NullMarked;
