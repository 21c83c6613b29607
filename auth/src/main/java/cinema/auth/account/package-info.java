/** Sign-up, the profile of a user, and what users want to hear of. */
@NullMarked
package cinema.auth.account;

import org.jspecify.annotations.NullMarked;
