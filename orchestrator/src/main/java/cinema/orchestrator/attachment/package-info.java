/** Files of letters by reference: what may be named, and what names it. */
@NullMarked
package cinema.orchestrator.attachment;

import org.jspecify.annotations.NullMarked;
