/** One notice for an audience: walked page by page, each page a workflow of its own. */
@NullMarked
package cinema.workflows.mailing;

import org.jspecify.annotations.NullMarked;
