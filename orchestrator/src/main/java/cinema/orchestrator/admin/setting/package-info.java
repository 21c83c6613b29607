/** The page of the settings. */
@NullMarked
package cinema.orchestrator.admin.setting;

import org.jspecify.annotations.NullMarked;
