/** Whose inbox a request is about. */
@NullMarked
package cinema.worker.security;

import org.jspecify.annotations.NullMarked;
