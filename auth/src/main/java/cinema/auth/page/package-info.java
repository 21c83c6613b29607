/** What a browser shows of us: our pages, and a page for every error. */
@NullMarked
package cinema.auth.page;

import org.jspecify.annotations.NullMarked;
