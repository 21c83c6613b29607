package cinema.workflows.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.LocalMoment;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Urgency;
import io.temporal.common.SearchAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A notice for an audience, with every rule that applies to it; fixed when its event is
 * planned.
 *
 * @param audience the URL of the first page of receivers; its host is the name of a
 * service
 * @param template without channel, for example {@code new_movies}
 * @param channels in the order of preference; each receiver is told on the first one that
 * reaches him
 * @param sources what to fetch for the template, as the catalogue says it
 * @param values what the event brought for the template: a name, and a URL to fetch or a
 * plain value
 * @param quietHours when not to deliver, or null when the night does not matter
 * @param timeToLive counted from the moment at which it is to be sent
 * @param sendAt when to begin, or null
 * @param sendAtLocal when to send by each receiver's own clock, or null
 * @param rate letters per second, 0 for as many as possible
 * @param required whether it goes to those too who switched such letters off
 * @param capped of how many of its class each receiver gets one at most, or null where
 * nobody counts, as in mailings that an earlier version planned
 * @param attachments the files of its e-mails, with {@code {user_id}} in the URL of one
 * that is each receiver's own; null when it has none
 */
public record Mailing(Event event, String notice, String topic, Urgency urgency, String audience, String template,
		List<Channel> channels, Map<String, String> sources, Map<String, Object> values,
		@Nullable QuietHours quietHours, Duration timeToLive, @Nullable Instant sendAt,
		@Nullable LocalDateTime sendAtLocal, double rate, boolean required, Patience patience, MailingLimits limits,
		@Nullable Capped capped, @Nullable List<Attachment> attachments) {

	/** The easternmost and the westernmost clock that people live by. */
	private static final ZoneOffset FIRST = ZoneOffset.ofHours(14);

	private static final ZoneOffset LAST = ZoneOffset.ofHours(-12);

	/** How long before the first receiver's hour the audience is read. */
	private static final Duration AHEAD = Duration.ofMinutes(10);

	/**
	 * The same letters once more, at once.
	 * @param id of its event
	 * @param now when that happens
	 */
	public Mailing again(String id, Instant now, String receivers) {
		Event once = new Event(this.event.type(), id, this.event.fromService(), now, this.event.details());
		return new Mailing(once, this.notice, this.topic, this.urgency, receivers, this.template, this.channels,
				this.sources, this.values, this.quietHours, this.timeToLive, null, null, this.rate, this.required,
				this.patience, this.limits, this.capped, this.attachments);
	}

	/** When the first page is to be read. */
	public Instant start() {
		if (this.sendAtLocal != null) {
			return this.sendAtLocal.toInstant(FIRST).minus(AHEAD);
		}
		return (this.sendAt != null) ? this.sendAt : this.event.occurredAt();
	}

	/** When a receiver in this zone is to be told, his night left aside. */
	public Instant momentIn(ZoneId zone) {
		return (this.sendAtLocal != null) ? LocalMoment.first(this.sendAtLocal, zone) : start();
	}

	/** From then on it is worth nothing to a receiver in this zone. */
	public Instant deadlineIn(ZoneId zone) {
		return momentIn(zone).plus(this.timeToLive);
	}

	/** From then on it is worth nothing to anybody. */
	public Instant lastDeadline() {
		return (this.sendAtLocal != null) ? this.sendAtLocal.toInstant(LAST).plus(this.timeToLive)
				: deadlineIn(ZoneOffset.UTC);
	}

	/** By what support staff find its workflow, and those of its pages. */
	public SearchAttributes searchAttributes() {
		return SearchAttributes.newBuilder()
			.set(cinema.workflows.SearchAttributes.EVENT_TYPE, this.event.type())
			.set(cinema.workflows.SearchAttributes.MAILING_ID, WorkflowIds.mailing(this.event.id(), this.notice))
			.set(cinema.workflows.SearchAttributes.NOTICE, List.of(this.notice))
			.set(cinema.workflows.SearchAttributes.CHANNEL, this.channels.stream().map(Channel::toString).toList())
			.build();
	}

	@Override
	public String toString() {
		return "Mailing[" + this.event + ", " + this.notice + "]";
	}

}
