/**
 * Users, their tokens and links; announces what happens to them, and tells nobody itself.
 */
@NullMarked
package cinema.auth;

import org.jspecify.annotations.NullMarked;
