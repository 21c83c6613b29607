/** Growing waits for those who try too often, shared by all instances. */
@NullMarked
package cinema.auth.throttle;

import org.jspecify.annotations.NullMarked;
