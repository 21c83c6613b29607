/** What is known for a moment, so that it is not asked for again at once. */
@NullMarked
package cinema.platform.memory;

import org.jspecify.annotations.NullMarked;
