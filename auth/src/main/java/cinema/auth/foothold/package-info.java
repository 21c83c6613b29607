/** What gives power over an account besides its password. */
@NullMarked
package cinema.auth.foothold;

import org.jspecify.annotations.NullMarked;
