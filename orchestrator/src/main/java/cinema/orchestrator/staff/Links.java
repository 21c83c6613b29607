package cinema.orchestrator.staff;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where to see more.
 *
 * @param temporalUi the workflow's page in the Temporal web UI; absent when none is
 * configured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Links(String self, @Nullable String temporalUi) {
}
