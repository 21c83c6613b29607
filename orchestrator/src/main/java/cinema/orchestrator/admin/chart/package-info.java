/** What pages draw. */
@NullMarked
package cinema.orchestrator.admin.chart;

import org.jspecify.annotations.NullMarked;
