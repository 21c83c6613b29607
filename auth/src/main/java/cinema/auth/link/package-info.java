/** Short links. */
@NullMarked
package cinema.auth.link;

import org.jspecify.annotations.NullMarked;
