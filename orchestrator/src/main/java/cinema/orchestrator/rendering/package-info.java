/** Templates become letters: FreeMarker for values, Markdown for form. */
@NullMarked
package cinema.orchestrator.rendering;

import org.jspecify.annotations.NullMarked;
