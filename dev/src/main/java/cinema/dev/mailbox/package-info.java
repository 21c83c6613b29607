/** An SMTP server that keeps letters and shows them. */
@NullMarked
package cinema.dev.mailbox;

import org.jspecify.annotations.NullMarked;
