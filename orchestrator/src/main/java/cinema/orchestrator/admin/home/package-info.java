/** Where staff begin: what runs, what comes, what went wrong. */
@NullMarked
package cinema.orchestrator.admin.home;

import org.jspecify.annotations.NullMarked;
