/** What people want to be told of, and by which channel. */
@NullMarked
package cinema.auth.preference;

import org.jspecify.annotations.NullMarked;
