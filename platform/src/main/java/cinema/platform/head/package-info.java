/** HEAD wherever there is GET. */
@NullMarked
package cinema.platform.head;

import org.jspecify.annotations.NullMarked;
