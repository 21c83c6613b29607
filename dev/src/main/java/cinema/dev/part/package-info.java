/** The servers around the applications: given ones, installed ones, or embedded ones. */
@NullMarked
package cinema.dev.part;

import org.jspecify.annotations.NullMarked;
