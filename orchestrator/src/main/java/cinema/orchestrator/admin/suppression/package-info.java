/** The page of addresses that are left alone. */
@NullMarked
package cinema.orchestrator.admin.suppression;

import org.jspecify.annotations.NullMarked;
