/** Kafka records become workflows, or dead letters with a reason. */
@NullMarked
package cinema.orchestrator.intake;

import org.jspecify.annotations.NullMarked;
