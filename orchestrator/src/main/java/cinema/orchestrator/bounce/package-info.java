/**
 * What providers send back, and which addresses are left alone since: for others to call.
 */
@NullMarked
package cinema.orchestrator.bounce;

import org.jspecify.annotations.NullMarked;
