/**
 * Letters by SMTP.
 *
 * More than twelve types, since the mail library is led by small classes of our own: a
 * connection with its time-outs, what the server's answers mean, headers, parts that are
 * read while they are sent, and signatures.
 */
@NullMarked
package cinema.worker.email;

import org.jspecify.annotations.NullMarked;
