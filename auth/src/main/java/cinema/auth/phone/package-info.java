/** Telephone numbers, and how people prove that one is theirs. */
@NullMarked
package cinema.auth.phone;

import org.jspecify.annotations.NullMarked;
