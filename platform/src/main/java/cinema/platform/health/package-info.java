/** What the parts say of themselves to probes. */
@NullMarked
package cinema.platform.health;

import org.jspecify.annotations.NullMarked;
