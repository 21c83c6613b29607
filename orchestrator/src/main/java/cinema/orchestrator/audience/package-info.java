/** Who is to be told: the pages of a mailing's audience, read over REST. */
@NullMarked
package cinema.orchestrator.audience;

import org.jspecify.annotations.NullMarked;
