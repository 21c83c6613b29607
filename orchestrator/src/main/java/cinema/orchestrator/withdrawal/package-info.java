/** Letters that are taken back for a person: they were erased, or changed their mind. */
@NullMarked
package cinema.orchestrator.withdrawal;

import org.jspecify.annotations.NullMarked;
