/** OAuth 2 and OpenID Connect for machines and for the admin pages of managers. */
@NullMarked
package cinema.auth.authorization;

import org.jspecify.annotations.NullMarked;
