package cinema.orchestrator.draft;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What staff write: kept as it is, however unfinished.
 *
 * @param name what staff call it, or null for its title
 * @param title the title of the letters
 * @param template without its channel, for example {@code new_movies}
 * @param topic what receivers can opt out of, or null for that of the template
 * @param channels in the order of preference, or null for e-mail
 * @param context what else the template needs: a name, and a value or the URL of a
 * service
 * @param receivers the URL of the audience, or null
 * @param audience the audience by what auth knows of it, in the place of a URL; everyone
 * who agreed, where there is neither
 * @param timing when, or null for at once
 * @param expiresIn how long it is worth sending, or null
 * @param rate letters per second, or null for as many as possible
 * @param urgency or null for bulk
 * @param quietHours hold or ignore, or null for hold
 * @param canary whom to tell first, or null for all at once
 * @param attachments the files of its e-mails, or null for none
 */
public record DraftContent(@Nullable String name, @Nullable String title, @Nullable String template,
		@Nullable String topic, @Nullable List<String> channels, @Nullable Map<String, Object> context,
		@Nullable String receivers, @Nullable DraftAudience audience, @Nullable DraftTiming timing,
		@Nullable String expiresIn, @Nullable Double rate, @Nullable String urgency, @Nullable String quietHours,
		@Nullable DraftCanary canary, @Nullable List<DraftAttachment> attachments) {

	static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		// Drafts of earlier versions may have such elements.
		.withConfigOverride(List.class, (list) -> list.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.SKIP)))
		.build();

	/** What a new draft begins with. */
	public static DraftContent empty() {
		return new DraftContent(null, null, null, null, null, null, null, null, null, null, null, null, null, null,
				null);
	}

	DraftContent withTemplate(String other) {
		return new DraftContent(this.name, this.title, other, this.topic, this.channels, this.context, this.receivers,
				this.audience, this.timing, this.expiresIn, this.rate, this.urgency, this.quietHours, this.canary,
				this.attachments);
	}

	DraftContent withReceivers(String url) {
		return new DraftContent(this.name, this.title, this.template, this.topic, this.channels, this.context, url,
				null, this.timing, this.expiresIn, this.rate, this.urgency, this.quietHours, this.canary,
				this.attachments);
	}

	static DraftContent read(String json) {
		return JSON.readValue(json, DraftContent.class);
	}

	String write() {
		return JSON.writeValueAsString(this);
	}

	/** At once, where nothing is said. */
	public DraftTiming when() {
		return Objects.requireNonNullElse(this.timing, DraftTiming.NOW);
	}

	/** E-mail, where nothing is said. */
	public List<String> onChannels() {
		return (this.channels == null || this.channels.isEmpty()) ? List.of("email") : this.channels;
	}

	/** None, where nothing is said. */
	public List<DraftAttachment> files() {
		return Objects.requireNonNullElse(this.attachments, List.of());
	}

	/**
	 * A file, however unfinished.
	 *
	 * @param name what the receivers see it called
	 * @param url where it is, at a service that is configured for files; it may have
	 * {@code {user_id}} in it
	 * @param type its media type
	 * @param contentId by which the letter shows it, or null for a file beside the letter
	 * @param sha256 what its bytes have to come to, or null when that is not known
	 */
	public record DraftAttachment(@Nullable String name, @Nullable String url, @Nullable String type,
			@Nullable String contentId, @Nullable String sha256) {
	}

	/**
	 * Whom to tell first.
	 *
	 * @param percent of the audience
	 * @param pause how long the rest waits, for example {@code 1 hour}
	 */
	public record DraftCanary(@Nullable Integer percent, @Nullable String pause) {
	}

}
