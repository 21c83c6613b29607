/** People who change their mind while letters are on their way to them. */
@NullMarked
package cinema.orchestrator.optout;

import org.jspecify.annotations.NullMarked;
