/** Other services, by the names and to the extent that settings allow them. */
@NullMarked
package cinema.platform.outbound;

import org.jspecify.annotations.NullMarked;
