/** Application processes and their supervision. */
@NullMarked
package cinema.dev.process;

import org.jspecify.annotations.NullMarked;
