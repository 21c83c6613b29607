/** What no setting may be, checked before anything starts. */
@NullMarked
package cinema.worker.setting;

import org.jspecify.annotations.NullMarked;
