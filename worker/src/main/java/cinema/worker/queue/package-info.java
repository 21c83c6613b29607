/**
 * RabbitMQ: the topology, the JSON, and what happens to messages that nobody can read.
 */
@NullMarked
package cinema.worker.queue;

import org.jspecify.annotations.NullMarked;
