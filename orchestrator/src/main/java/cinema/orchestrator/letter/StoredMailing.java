package cinema.orchestrator.letter;

import java.util.Map;

import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

/** A mailing that has begun, with what its letters are made of. */
public record StoredMailing(Mailing mailing, Map<String, @Nullable Object> context) {
}
