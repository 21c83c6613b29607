/** What everybody may ask for, whatever token comes along. */
@NullMarked
package cinema.platform.access;

import org.jspecify.annotations.NullMarked;
