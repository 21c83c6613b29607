/** Starts and ends everything, and says where it is. */
@NullMarked
package cinema.dev.stack;

import org.jspecify.annotations.NullMarked;
