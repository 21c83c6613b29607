/** Work that goes on in a thread of its own. */
@NullMarked
package cinema.platform.thread;

import org.jspecify.annotations.NullMarked;
