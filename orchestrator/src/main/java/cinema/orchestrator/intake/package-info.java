/**
 * Kafka records become workflows, or dead letters with a reason.
 *
 * More than twelve types, since four of them read one event strictly, and share their
 * settings with the rest.
 */
@NullMarked
package cinema.orchestrator.intake;

import org.jspecify.annotations.NullMarked;
