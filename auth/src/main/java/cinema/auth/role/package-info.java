/** What people may do. */
@NullMarked
package cinema.auth.role;

import org.jspecify.annotations.NullMarked;
