package cinema.orchestrator.mailing;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import cinema.orchestrator.attachment.LetterFile;
import cinema.orchestrator.audience.FailedReceivers;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Mailing;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered, in the words of an order, with every default that was taken.
 *
 * @param receivers where the audience is, or null for a resend
 * @param letterClass among which letters it counts, or null where nobody counts
 * @param overCap {@code defer} or {@code drop}, or null where nobody counts
 * @param attachments the files of its e-mails, or null when it has none
 * @param resendOf the event of the mailing that it sends again, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderedMailing(@Nullable String receivers, @Nullable String resendOf, String template,
		@JsonProperty("delivery_type") List<String> channels, String expiresIn,
		@JsonProperty("template_context") Map<String, Object> context, String topic, String urgency, String quietHours,
		@Nullable String sendAt, @JsonProperty("class") @Nullable String letterClass, @Nullable String overCap,
		@Nullable List<LetterFile> attachments) {

	static OrderedMailing of(Mailing mailing) {
		Capped capped = mailing.capped();
		boolean again = FailedReceivers.isAudience(mailing.audience());
		Map<String, Object> context = new LinkedHashMap<>(mailing.sources());
		context.putAll(mailing.values());
		return new OrderedMailing(again ? null : mailing.audience(),
				again ? FailedReceivers.root(mailing.event().id()) : null, mailing.template(),
				mailing.channels().stream().map(Channel::toString).toList(), mailing.timeToLive().toString(), context,
				mailing.topic(), mailing.urgency().toString(), (mailing.quietHours() != null) ? "hold" : "ignore",
				sendAt(mailing), (capped != null) ? capped.letterClass() : null,
				(capped != null) ? capped.over().name().toLowerCase(Locale.ROOT) : null,
				LetterFile.ordered(mailing.attachments()));
	}

	private static @Nullable String sendAt(Mailing mailing) {
		LocalDateTime local = mailing.sendAtLocal();
		if (local != null) {
			return local.toString();
		}
		return (mailing.sendAt() != null) ? mailing.sendAt().toString() : null;
	}

}
