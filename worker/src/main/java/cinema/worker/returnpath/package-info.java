/** The envelope sender of each letter, by which it is known again when it comes back. */
@NullMarked
package cinema.worker.returnpath;

import org.jspecify.annotations.NullMarked;
