/**
 * One Kafka event as one durable workflow.
 *
 * More than twelve types, since five of them are what the workflow is asked and answers.
 */
@NullMarked
package cinema.workflows.event;

import org.jspecify.annotations.NullMarked;
