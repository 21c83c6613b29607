/** What no setting may be, checked before anything starts. */
@NullMarked
package cinema.auth.setting;

import org.jspecify.annotations.NullMarked;
