/** Where staff begin. */
@NullMarked
package cinema.orchestrator.admin.home;

import org.jspecify.annotations.NullMarked;
