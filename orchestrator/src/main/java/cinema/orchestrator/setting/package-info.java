/** What no setting may be, checked before anything starts. */
@NullMarked
package cinema.orchestrator.setting;

import org.jspecify.annotations.NullMarked;
