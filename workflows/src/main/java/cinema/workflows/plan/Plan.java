package cinema.workflows.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is to be said because of one event, fixed at its start and kept in history.
 *
 * @param notices those for single receivers
 * @param mailings those for an audience, or null when there are none
 */
public record Plan(List<PlannedNotice> notices, Patience patience, @Nullable List<Mailing> mailings) {

	/** The mailings, or an empty list. */
	public List<Mailing> allMailings() {
		return (this.mailings != null) ? this.mailings : List.of();
	}

}
