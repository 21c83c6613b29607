/** What the system costs and how fast it is, measured as ratios within one run. */
@NullMarked
package cinema.dev.bench;

import org.jspecify.annotations.NullMarked;
