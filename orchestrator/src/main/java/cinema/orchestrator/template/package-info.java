/**
 * Templates that people edit: their versions, which one is sent, and what may be one.
 *
 * More than twelve types, since half of them are rows, and what is shown of them.
 */
@NullMarked
package cinema.orchestrator.template;

import org.jspecify.annotations.NullMarked;
