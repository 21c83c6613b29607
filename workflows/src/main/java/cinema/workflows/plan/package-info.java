/**
 * What an event asks us to say, to whom and by which rules.
 *
 * More than twelve types, since all of them are parts of one plan.
 */
@NullMarked
package cinema.workflows.plan;

import org.jspecify.annotations.NullMarked;
