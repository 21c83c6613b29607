/** What a mailing event orders, in every spelling that its producers use. */
@NullMarked
package cinema.orchestrator.order;

import org.jspecify.annotations.NullMarked;
