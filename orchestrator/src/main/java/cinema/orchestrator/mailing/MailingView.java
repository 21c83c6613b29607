package cinema.orchestrator.mailing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.Links;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A mailing as the API shows it.
 *
 * @param fromService who ordered it on Kafka, or null
 * @param reason why it is so: until when it is held, who paused it, how it ended, where
 * to look while it is being sent
 * @param rate letters per second, 0 for as many as possible; null until it begins
 * @param createdAt when it was taken, or null before
 * @param receivers how many have which outcome, counted now by the journal; null in lists
 * @param changes who ordered, paused, resumed or cancelled it over REST, the oldest
 * first; null in lists
 * @param order what was ordered; null until it is taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Mailing")
public record MailingView(String eventType, String eventId, String notice, String workflowId,
		@Nullable String fromService, Status status, @Nullable String reason, @Nullable Double rate,
		@Nullable Instant createdAt, @Nullable Instant endedAt, @Nullable Map<String, Long> receivers,
		@Nullable List<Change> changes, @Nullable OrderedMailing order, Links links) {

	MailingView with(@Nullable Map<String, Long> counts, List<Change> known) {
		return new MailingView(this.eventType, this.eventId, this.notice, this.workflowId, this.fromService,
				this.status, this.reason, this.rate, this.createdAt, this.endedAt, counts, known, this.order,
				this.links);
	}

	/** Whether what its letters need is collected. */
	public boolean hasBegun() {
		return this.createdAt != null && this.status != Status.ANNOUNCED;
	}

	public boolean hasEnded() {
		return this.status.ordinal() > Status.PAUSED.ordinal();
	}

	/** Where a mailing is. */
	public enum Status {

		/** What its letters need is not collected yet. */
		ANNOUNCED,
		/** Its moment is to come. */
		HELD,
		/** It is being sent. */

		RUNNING,

		/** Staff stopped it for a while. */
		PAUSED,

		/** Every receiver of the audience has an outcome. */
		COMPLETED,

		/** Its deadline passed before its whole audience was read. */
		EXPIRED,

		/** Staff ended it. */
		CANCELLED,

		/**
		 * The audience, a template or a URL is wrong; what was sent before stays sent.
		 */
		FAILED

	}

}
