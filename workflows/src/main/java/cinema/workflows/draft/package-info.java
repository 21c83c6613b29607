/** Mailings that staff write as a draft: from its submission to what it announces. */
@NullMarked
package cinema.workflows.draft;

import org.jspecify.annotations.NullMarked;
