/** One Kafka event as one durable workflow. */
@NullMarked
package cinema.workflows.event;

import org.jspecify.annotations.NullMarked;
