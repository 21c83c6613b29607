/** Accounts for whoever tries things on a laptop. */
@NullMarked
package cinema.dev.people;

import org.jspecify.annotations.NullMarked;
