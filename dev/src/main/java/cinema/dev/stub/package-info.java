/**
 * Services of the cinema that are not part of this system, as far as letters need them.
 */
@NullMarked
package cinema.dev.stub;

import org.jspecify.annotations.NullMarked;
