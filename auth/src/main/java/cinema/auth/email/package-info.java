/** What e-mail addresses are, whoever has them. */
@NullMarked
package cinema.auth.email;

import org.jspecify.annotations.NullMarked;
