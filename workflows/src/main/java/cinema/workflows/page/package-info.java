/**
 * One page of a mailing: its letters, moments and questions, in a workflow of its own.
 *
 * More than twelve types, since seven of them are records of the activities and signals,
 * each a shape that is kept in history.
 */
@NullMarked
package cinema.workflows.page;

import org.jspecify.annotations.NullMarked;
