package cinema.workflows.digest;

import java.time.Instant;

import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.activity.ActivityInterface;

/** What is collected, which a table keeps; workflows know the moments alone. */
@ActivityInterface(namePrefix = "digest.")
public interface DigestActivities {

	/**
	 * Puts a notice among what is collected for its receiver, once, and sees to it that
	 * the digest's workflow runs.
	 */
	Collected collect(Event event, PlannedNotice notice);

	/**
	 * Takes a notice back that is collected or is just about to be, unless it is part of
	 * a letter; from then on nobody collects it.
	 * @param reason why, in plain words
	 * @return where a letter has it, that it is told there
	 */
	Collected cancel(Event event, PlannedNotice notice, String reason);

	/**
	 * Makes one letter of what was collected where its moment has come, and tells when to
	 * look again. Whatever comes meanwhile is for the next letter.
	 * @param now the workflow's time
	 */
	DigestTurn close(Digest digest, Instant now);

}
