package cinema.workflows.draft;

import io.temporal.activity.ActivityInterface;

/** What a submitted draft needs of the world. */
@ActivityInterface(namePrefix = "draft.")
public interface DraftActivities {

	/**
	 * Writes down how far a draft is.
	 * @return whether it still is what was submitted; else nothing is written, and nobody
	 * wants it any more
	 */
	boolean record(DraftStep step);

	/**
	 * Announces the mailing event of a part, or makes the schedule; the same part is the
	 * same event, however often it is released.
	 */
	Released release(DraftPart part);

	/** What has become of those who were told first. */
	CanaryReport look(Released canary);

}
