/** The mailbox as scripts and people use it. */
@NullMarked
package cinema.dev.mailbox;

import org.jspecify.annotations.NullMarked;
