/** The settings that the applications read, as their jars say it. */
@NullMarked
package cinema.dev.setting;

import org.jspecify.annotations.NullMarked;
