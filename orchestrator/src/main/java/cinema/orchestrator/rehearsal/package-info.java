/** What a mailing would do, by the code that does it, and without telling anybody. */
@NullMarked
package cinema.orchestrator.rehearsal;

import org.jspecify.annotations.NullMarked;
