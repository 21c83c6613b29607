/** When people want to be told: rhythms, hours and pauses. */
@NullMarked
package cinema.auth.delivery;

import org.jspecify.annotations.NullMarked;
