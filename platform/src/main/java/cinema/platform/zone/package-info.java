/** By which rules of time zones we reckon, and whether the database does alike. */
@NullMarked
package cinema.platform.zone;

import org.jspecify.annotations.NullMarked;
