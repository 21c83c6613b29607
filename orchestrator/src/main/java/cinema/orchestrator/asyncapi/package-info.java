/** What is said on Kafka, as an AsyncAPI document. */
@NullMarked
package cinema.orchestrator.asyncapi;

import org.jspecify.annotations.NullMarked;
