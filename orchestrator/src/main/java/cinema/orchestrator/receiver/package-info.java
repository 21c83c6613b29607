/** Whom a notice concerns, as auth knows them. */
@NullMarked
package cinema.orchestrator.receiver;

import org.jspecify.annotations.NullMarked;
