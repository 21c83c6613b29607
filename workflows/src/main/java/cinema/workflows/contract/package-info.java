/**
 * What crosses RabbitMQ between the orchestrator and the worker; the only package that
 * the worker sees.
 *
 * More than twelve types, since each message has its own, with what it is made of.
 */
@NullMarked
package cinema.workflows.contract;

import org.jspecify.annotations.NullMarked;
