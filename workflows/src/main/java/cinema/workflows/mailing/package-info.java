/**
 * One notice for an audience: walked page by page, each page a workflow of its own.
 *
 * More than twelve types, since nine of them are records and choices that are kept in
 * history or answered to staff.
 */
@NullMarked
package cinema.workflows.mailing;

import org.jspecify.annotations.NullMarked;
