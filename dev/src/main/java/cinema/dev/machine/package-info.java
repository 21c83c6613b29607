/** What this machine gives a stack: a terminal, ports, and a folder. */
@NullMarked
package cinema.dev.machine;

import org.jspecify.annotations.NullMarked;
