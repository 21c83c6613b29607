/** Bodies of requests, of which nobody reads more than anybody may send. */
@NullMarked
package cinema.platform.body;

import org.jspecify.annotations.NullMarked;
