package cinema.orchestrator.mailing;

import java.util.Map;

import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

/** A mailing that has begun, with what its letters are made of. */
record StoredMailing(Mailing mailing, Map<String, @Nullable Object> context) {
}
