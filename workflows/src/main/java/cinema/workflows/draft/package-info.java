/**
 * Mailings that staff write as a draft: from its submission to what it announces.
 *
 * More than twelve types, since ten of them are records and choices that are kept in
 * history or answered to staff.
 */
@NullMarked
package cinema.workflows.draft;

import org.jspecify.annotations.NullMarked;
