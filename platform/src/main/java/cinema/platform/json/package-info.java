/** JSON bodies, read strictly and refused in plain words. */
@NullMarked
package cinema.platform.json;

import org.jspecify.annotations.NullMarked;
