/** What Temporal keeps is sealed before it leaves, and opened for staff who ask. */
@NullMarked
package cinema.orchestrator.codec;

import org.jspecify.annotations.NullMarked;
