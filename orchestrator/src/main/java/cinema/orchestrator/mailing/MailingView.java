package cinema.orchestrator.mailing;

import java.time.Instant;
import java.util.Map;

import cinema.orchestrator.notification.Links;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A mailing as the API shows it.
 *
 * @param reason why it ended so or has not begun, or null while it runs
 * @param rate letters per second, 0 for as many as possible; null until it begins
 * @param createdAt when it began, or null before
 * @param receivers how many have which outcome, counted now by the journal; null in lists
 * @param order what was ordered; null until it begins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Mailing")
record MailingView(@JsonProperty("event_type") String eventType, @JsonProperty("event_id") String eventId,
		String notice, @JsonProperty("workflow_id") String workflowId, Status status, @Nullable String reason,
		@Schema(types = "number", description = "Letters per second; 0 is as fast as possible") @Nullable Double rate,
		@JsonProperty("created_at") @Nullable Instant createdAt, @JsonProperty("ended_at") @Nullable Instant endedAt,
		@Schema(description = "Outcome to number of receivers, without those who are held; not in lists",
				example = "{\"DELIVERED\": 498, \"SUPPRESSED\": 2}") @Nullable Map<String, Long> receivers,
		@Nullable OrderView order, Links links) {

	MailingView with(Map<String, Long> counted) {
		return new MailingView(this.eventType, this.eventId, this.notice, this.workflowId, this.status, this.reason,
				this.rate, this.createdAt, this.endedAt, counted, this.order, this.links);
	}

	/** Whether it has begun, and so is written down. */
	boolean hasBegun() {
		return this.createdAt != null;
	}

	boolean hasEnded() {
		return this.status.ordinal() > Status.PAUSED.ordinal();
	}

	/** Where a mailing is. */
	enum Status {

		/** What its letters need is not collected yet. */
		ANNOUNCED,

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
