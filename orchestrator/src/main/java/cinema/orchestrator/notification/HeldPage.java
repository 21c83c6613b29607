package cinema.orchestrator.notification;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One page of events that hold something back, the newest event first.
 *
 * @param next where the next page is, or null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HeldPage(List<HeldEvent> items, @Nullable String next) {
}
