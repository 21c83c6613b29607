/**
 * What crosses RabbitMQ between the orchestrator and the worker; the only package that
 * the worker sees.
 */
@NullMarked
package cinema.workflows.contract;

import org.jspecify.annotations.NullMarked;
