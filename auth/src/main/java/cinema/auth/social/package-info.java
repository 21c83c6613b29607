/** Sign-in by an account elsewhere, by OpenID Connect with PKCE. */
@NullMarked
package cinema.auth.social;

import org.jspecify.annotations.NullMarked;
