/** What letters need from other services, fetched over REST by the service's name. */
@NullMarked
package cinema.orchestrator.context;

import org.jspecify.annotations.NullMarked;
