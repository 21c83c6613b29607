/** What the benchmark holds our figures against: the same work without this system. */
@NullMarked
package cinema.dev.baseline;

import org.jspecify.annotations.NullMarked;
