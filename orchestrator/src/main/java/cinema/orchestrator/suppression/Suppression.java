package cinema.orchestrator.suppression;

import java.time.Instant;
import java.util.UUID;

import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Urgency;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One address and why it gets nothing, or not everything; the address itself is nowhere.
 *
 * @param kind {@code HARD}, {@code SOFT} or {@code COMPLAINT}
 * @param status the enhanced code (RFC 3463), or null
 * @param reason what came back
 * @param userId whose address it was, or null where an address alone was known
 * @param domain of the address, or null
 * @param postingId the letter that came back
 * @param until when it ends by itself, or null
 * @param liftedBy who lifted it, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Suppression(UUID id, BounceKind kind, @Nullable String status, String reason, @Nullable String userId,
		@Nullable String domain, @Nullable UUID postingId, Instant since, @Nullable Instant until,
		@Nullable String liftedBy, @Nullable Instant liftedAt) {

	/**
	 * Whether a notice is kept from the address. What somebody has just asked for about
	 * their account is always tried: perhaps the mailbox is back, and else nobody could
	 * prove that. A complaint or a full mailbox keeps away what need not be.
	 */
	public boolean blocks(boolean required, Urgency urgency) {
		return (this.kind == BounceKind.HARD) ? !(required && urgency == Urgency.URGENT) : !required;
	}

	/** Why a notice is not sent: the same words for many, so that they can be counted. */
	public String why() {
		String code = (this.status != null) ? " " + this.status : "";
		return "suppressed: " + switch (this.kind) {
			case HARD -> "hard bounce" + code;
			case SOFT -> "soft bounces" + code;
			case COMPLAINT -> "complaint";
			case BLOCKED -> throw new IllegalStateException("it says nothing of an address");
		};
	}

}
