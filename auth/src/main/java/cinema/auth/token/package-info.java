/** Access tokens (JWT) and refresh tokens. */
@NullMarked
package cinema.auth.token;

import org.jspecify.annotations.NullMarked;
