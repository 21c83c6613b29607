/** How the few pages look that a browser sees. */
@NullMarked
package cinema.auth.page;

import org.jspecify.annotations.NullMarked;
