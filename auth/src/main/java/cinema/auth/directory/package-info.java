/** Users for other services, page by page. */
@NullMarked
package cinema.auth.directory;

import org.jspecify.annotations.NullMarked;
