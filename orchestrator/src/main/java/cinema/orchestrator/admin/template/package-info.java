/** Pages on which staff read, write, compare and publish templates. */
@NullMarked
package cinema.orchestrator.admin.template;

import org.jspecify.annotations.NullMarked;
