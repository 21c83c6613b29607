/** What the parts say of themselves: health for probes, figures for Prometheus. */
@NullMarked
package cinema.auth.watch;

import org.jspecify.annotations.NullMarked;
