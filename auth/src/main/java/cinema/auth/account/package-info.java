/** Sign-up, and the profile of a user. */
@NullMarked
package cinema.auth.account;

import org.jspecify.annotations.NullMarked;
