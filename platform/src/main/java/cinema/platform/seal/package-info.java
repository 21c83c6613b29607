/** Seals what rests elsewhere, so that nobody without the key reads or changes it. */
@NullMarked
package cinema.platform.seal;

import org.jspecify.annotations.NullMarked;
