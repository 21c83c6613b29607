/** Proof that an e-mail address belongs to its user. */
@NullMarked
package cinema.auth.confirmation;

import org.jspecify.annotations.NullMarked;
