/** RabbitMQ: the topology, and publishing that knows what the broker has taken. */
@NullMarked
package cinema.orchestrator.queue;

import org.jspecify.annotations.NullMarked;
