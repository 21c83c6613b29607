/** The pages of the catalogue. */
@NullMarked
package cinema.orchestrator.admin.catalogue;

import org.jspecify.annotations.NullMarked;
