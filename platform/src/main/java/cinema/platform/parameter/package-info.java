/** Query parameters, of which none is overlooked. */
@NullMarked
package cinema.platform.parameter;

import org.jspecify.annotations.NullMarked;
