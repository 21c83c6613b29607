/** What docker-compose.yml says, and whether the applications live on it. */
@NullMarked
package cinema.dev.compose;

import org.jspecify.annotations.NullMarked;
