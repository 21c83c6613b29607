/** Where managers plan a mailing, and others approve it. */
@NullMarked
package cinema.orchestrator.admin.order;

import org.jspecify.annotations.NullMarked;
