/** Who calls, the id by which a call is found in the log, and where a list goes on. */
@NullMarked
package cinema.auth.request;

import org.jspecify.annotations.NullMarked;
