/** Who may call what. */
@NullMarked
package cinema.auth.security;

import org.jspecify.annotations.NullMarked;
