/**
 * What is not part of this system, as far as tests and the laptop need it: services of
 * the cinema, and a mail server that keeps nothing.
 */
@NullMarked
package cinema.dev.stub;

import org.jspecify.annotations.NullMarked;
