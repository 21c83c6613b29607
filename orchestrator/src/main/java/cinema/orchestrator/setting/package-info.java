/** What is set, and which parts answer now: to be seen, not to be changed. */
@NullMarked
package cinema.orchestrator.setting;

import org.jspecify.annotations.NullMarked;
