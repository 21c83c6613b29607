package cinema.orchestrator.staff;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import cinema.platform.audit.Audit;
import cinema.platform.audit.AuditEntry;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param what for example {@code cancelled}
 * @param by a service or a user, by name or id
 * @param reason why, in plain words, or what it was changed to; or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(String what, String by, Instant at, @Nullable String reason) {

	/** As the audit tells it, without what was tried and failed. */
	public static List<Change> of(List<AuditEntry> entries) {
		List<Change> changes = new ArrayList<>();
		for (AuditEntry entry : entries) {
			int last = changes.size() - 1;
			if (last >= 0 && entry.act().equals(Audit.failed(changes.get(last).what()))) {
				changes.remove(last);
			}
			else {
				changes.add(new Change(entry.act(), entry.by(), entry.at(), entry.reason()));
			}
		}
		return changes;
	}

}
