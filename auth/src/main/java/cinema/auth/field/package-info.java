/** What people say of themselves, and what it has to be. */
@NullMarked
package cinema.auth.field;

import org.jspecify.annotations.NullMarked;
