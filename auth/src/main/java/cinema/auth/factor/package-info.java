/** The second factor of a sign-in: codes of an authenticator, and recovery codes. */
@NullMarked
package cinema.auth.factor;

import org.jspecify.annotations.NullMarked;
