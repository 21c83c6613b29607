/** The page of settings, and starts that are refused. */
@NullMarked
package cinema.dev.setting;

import org.jspecify.annotations.NullMarked;
