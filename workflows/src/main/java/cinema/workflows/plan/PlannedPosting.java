package cinema.workflows.plan;

import java.time.Duration;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A way to say a notice.
 *
 * @param id the id of the posting that it becomes, known before it is rendered
 * @param template the template's name, for example {@code email/welcome}
 * @param step its place among the steps of the notice, or null where that has channels
 * alone, as in plans of earlier versions: then it stands in where the one before is
 * refused
 */
public record PlannedPosting(Channel channel, String id, String template, @Nullable Step step) {

	/** Of a notice without steps. */
	public PlannedPosting(Channel channel, String id, String template) {
		this(channel, id, template, null);
	}

	/** Whether the night does not matter to it. */
	boolean goesAtNight() {
		return this.step != null && this.step.atNight();
	}

	/**
	 * A step of a notice.
	 *
	 * @param number in the catalogue, from 1
	 * @param after how long the step before is left to be seen before this one goes, or
	 * null for one that only stands in where that one could not be sent
	 * @param atNight whether the night does not matter to it
	 */
	public record Step(int number, @Nullable Duration after, boolean atNight) {
	}

}
