/** Who did what, to what, when and why: written once and read by REST. */
@NullMarked
package cinema.platform.audit;

import org.jspecify.annotations.NullMarked;
