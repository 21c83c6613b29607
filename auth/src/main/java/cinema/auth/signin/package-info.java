/** Sign-in by password, its throttling, and the history of sign-ins. */
@NullMarked
package cinema.auth.signin;

import org.jspecify.annotations.NullMarked;
