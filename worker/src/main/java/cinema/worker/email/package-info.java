/** Letters by SMTP. */
@NullMarked
package cinema.worker.email;

import org.jspecify.annotations.NullMarked;
