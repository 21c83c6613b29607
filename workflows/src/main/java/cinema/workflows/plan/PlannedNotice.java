package cinema.workflows.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * One notice for one receiver, with every rule that applies to it.
 *
 * @param userId auth's id of the receiver, or null when the event names none
 * @param timeZone the receiver's zone, always one that exists
 * @param quietHours when not to deliver, or null when the night does not matter
 * @param deadline after it the notice is worthless
 * @param context what to fetch for the template: name to URL, or to the place of URLs in
 * the event's details
 * @param postings one per channel, in the order in which to try them; where they are
 * steps, each says how long it waits for the one before to be seen
 * @param suppressed why nobody is to be told, or null
 * @param required whether it goes to those too who switched such letters off; null in
 * plans of earlier versions, which left that to the catalogue
 * @param toUnconfirmed whether it goes to an address that nobody has confirmed too; null
 * is no
 * @param delivery what of the receiver's own wishes keeps it waiting; null is nothing
 * @param collected whether it is collected for the receiver's digest, instead of being
 * told by itself; null is no
 * @param capped the class that it counts in, or null where nobody counts, as in plans of
 * earlier versions
 * @param attachments where its files come from, which are named when it is dispatched;
 * null when it has none
 */
public record PlannedNotice(String name, String topic, Urgency urgency, @Nullable String userId, String timeZone,
		@Nullable QuietHours quietHours, Instant deadline, Map<String, String> context, List<PlannedPosting> postings,
		@Nullable String suppressed, @Nullable Boolean required, @Nullable Boolean toUnconfirmed,
		@Nullable Delivery delivery, @Nullable Boolean collected, @Nullable Capped capped,
		@Nullable List<AttachmentSource> attachments) {

	/** Without files. */
	public PlannedNotice(String name, String topic, Urgency urgency, @Nullable String userId, String timeZone,
			@Nullable QuietHours quietHours, Instant deadline, Map<String, String> context,
			List<PlannedPosting> postings, @Nullable String suppressed, @Nullable Boolean required,
			@Nullable Boolean toUnconfirmed, @Nullable Delivery delivery, @Nullable Boolean collected,
			@Nullable Capped capped) {
		this(name, topic, urgency, userId, timeZone, quietHours, deadline, context, postings, suppressed, required,
				toUnconfirmed, delivery, collected, capped, null);
	}

	/** For somebody without wishes, and told by itself. */
	public PlannedNotice(String name, String topic, Urgency urgency, @Nullable String userId, String timeZone,
			@Nullable QuietHours quietHours, Instant deadline, Map<String, String> context,
			List<PlannedPosting> postings, @Nullable String suppressed, @Nullable Boolean required,
			@Nullable Boolean toUnconfirmed) {
		this(name, topic, urgency, userId, timeZone, quietHours, deadline, context, postings, suppressed, required,
				toUnconfirmed, null, null, null);
	}

	/** The same notice for the receiver's digest. */
	public PlannedNotice forDigest() {
		return with(this.timeZone, this.quietHours, this.suppressed, this.delivery, true);
	}

	/** Whether it is collected. */
	public boolean goesToDigest() {
		return Boolean.TRUE.equals(this.collected);
	}

	/** The same notice for the receiver as he was read later; its rules stay. */
	public PlannedNotice withReceiver(String timeZone, @Nullable String suppressed) {
		return withReceiver(timeZone, suppressed, this.delivery);
	}

	/** The same notice for the receiver as he was read later, with what he wishes now. */
	public PlannedNotice withReceiver(String timeZone, @Nullable String suppressed, @Nullable Delivery wishes) {
		return with(timeZone, this.quietHours, suppressed, wishes, this.collected);
	}

	/** The same notice at any hour, whatever the receiver wishes. */
	public PlannedNotice atAnyHour() {
		return with(this.timeZone, null, this.suppressed, null, this.collected);
	}

	/** The same notice with this night, whatever it had before. */
	public PlannedNotice atNight(@Nullable QuietHours night) {
		return with(this.timeZone, night, this.suppressed, this.delivery, this.collected);
	}

	/** The same notice as this posting tells it, which may go at night. */
	public PlannedNotice by(PlannedPosting posting) {
		return (posting.goesAtNight() && this.quietHours != null) ? atNight(null) : this;
	}

	/** The same notice with these of its postings alone. */
	public PlannedNotice with(List<PlannedPosting> some) {
		return new PlannedNotice(this.name, this.topic, this.urgency, this.userId, this.timeZone, this.quietHours,
				this.deadline, this.context, some, this.suppressed, this.required, this.toUnconfirmed, this.delivery,
				this.collected, this.capped, this.attachments);
	}

	public List<PlannedPosting> from(PlannedPosting posting) {
		return this.postings.subList(this.postings.indexOf(posting), this.postings.size());
	}

	/** Its postings after this one. */
	public List<PlannedPosting> after(PlannedPosting posting) {
		return this.postings.subList(this.postings.indexOf(posting) + 1, this.postings.size());
	}

	private PlannedNotice with(String zone, @Nullable QuietHours night, @Nullable String why, @Nullable Delivery wishes,
			@Nullable Boolean digest) {
		return new PlannedNotice(this.name, this.topic, this.urgency, this.userId, zone, night, this.deadline,
				this.context, this.postings, why, this.required, this.toUnconfirmed, wishes, digest, this.capped,
				this.attachments);
	}

	/** When it may go. */
	public Waking waking() {
		return Waking.of(this.quietHours, this.delivery, Boolean.TRUE.equals(this.required));
	}

}
