/** What happens again and again. */
@NullMarked
package cinema.platform.schedule;

import org.jspecify.annotations.NullMarked;
