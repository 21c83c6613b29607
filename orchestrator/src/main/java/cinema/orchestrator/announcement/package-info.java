/** Events that come by REST, and go to Kafka. */
@NullMarked
package cinema.orchestrator.announcement;

import org.jspecify.annotations.NullMarked;
