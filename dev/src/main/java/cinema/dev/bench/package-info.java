/**
 * What the system costs and how fast it is, measured as ratios within one run.
 *
 * More than twelve types, since each benchmark has a probe and a counter of its own.
 */
@NullMarked
package cinema.dev.bench;

import org.jspecify.annotations.NullMarked;
