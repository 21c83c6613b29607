/**
 * Templates become letters: FreeMarker for values, Markdown for form.
 *
 * More than twelve types, since both libraries are extended by small classes, and nobody
 * else may see either.
 */
@NullMarked
package cinema.orchestrator.rendering;

import org.jspecify.annotations.NullMarked;
