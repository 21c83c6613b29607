/** What an event asks us to say, to whom and by which rules. */
@NullMarked
package cinema.workflows.plan;

import org.jspecify.annotations.NullMarked;
