/** Who may call what. */
@NullMarked
package cinema.orchestrator.security;

import org.jspecify.annotations.NullMarked;
