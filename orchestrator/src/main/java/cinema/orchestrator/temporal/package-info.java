/** How Temporal is met: what is started there, how much at a time, and how it fares. */
@NullMarked
package cinema.orchestrator.temporal;

import org.jspecify.annotations.NullMarked;
