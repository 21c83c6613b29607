/** What no setting may be, checked before anything starts. */
@NullMarked
package cinema.platform.setting;

import org.jspecify.annotations.NullMarked;
