/**
 * What people want to hear of, and how they say so: over REST, and by the links of
 * letters.
 */
@NullMarked
package cinema.auth.preference;

import org.jspecify.annotations.NullMarked;
