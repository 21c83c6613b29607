/** How long what is known of letters and mailings is kept. */
@NullMarked
package cinema.orchestrator.retention;

import org.jspecify.annotations.NullMarked;
