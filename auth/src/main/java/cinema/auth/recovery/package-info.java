/** Ways back in: a new password, and another letter of confirmation. */
@NullMarked
package cinema.auth.recovery;

import org.jspecify.annotations.NullMarked;
