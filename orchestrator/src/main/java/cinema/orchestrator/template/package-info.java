/** Templates that people edit: their versions, which one is sent, and what may be one. */
@NullMarked
package cinema.orchestrator.template;

import org.jspecify.annotations.NullMarked;
