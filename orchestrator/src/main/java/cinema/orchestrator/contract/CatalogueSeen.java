package cinema.orchestrator.contract;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The catalogue as staff and producers of events read it.
 *
 * @param items the event types by name
 */
@Schema(name = "Catalogue")
public record CatalogueSeen(List<EventSeen> items) {

	/**
	 * An event type.
	 *
	 * @param title what happened, in a few words; null when nobody wrote a schema
	 * @param about what else there is to say of it; or null
	 * @param effect what comes of it: {@code notices}, {@code silent} (nobody is told),
	 * {@code forgets_user}, {@code opts_out}, or {@code carries_notice} (a mailing)
	 * @param notices what it asks to say
	 * @param schema JSON Schema 2020-12 of the event, by which it is refused; null when
	 * any object will do that has what all events have
	 * @param fields what the schema says, for people to read
	 * @param sample an event of this type, or null
	 */
	@Schema(name = "CatalogueEvent")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record EventSeen(String type, @Nullable String title, @Nullable String about, String effect,
			List<NoticeSeen> notices, @Nullable JsonNode schema, List<FieldSeen> fields, @Nullable JsonNode sample) {
	}

	/**
	 * A notice of an event type.
	 *
	 * @param key what its settings begin with
	 * @param topic what it is about
	 * @param topicTitle a language to what people call the topic
	 * @param template the name of its template, under {@code /api/v1/templates}
	 * @param channels in the order in which they are tried
	 * @param steps the same with what each waits for
	 * @param quietHours {@code hold} or {@code ignore}
	 * @param timeToLive how long after the event it is worth sending (ISO 8601)
	 * @param required whether it goes out although the receiver switched such letters off
	 * @param toMany whether it is a mailing to an audience
	 * @param letterClass among which letters it counts where there is a cap
	 * @param overCap what becomes of it where a person has as many of these as they may
	 * have: {@code defer}, {@code drop} or {@code fold}; null where it never counts
	 * @param collected whether it is collected for those who chose to be told daily or
	 * weekly
	 * @param folds whether what a night or a pause holds back of it is told in one letter
	 * @param digest the event by which what was collected or folded is told; null where
	 * nothing is
	 * @param files what the files of its e-mails are called, or the place of an event's
	 * own list
	 */
	@Schema(name = "CatalogueNotice")
	public record NoticeSeen(String name, String key, String topic, Map<String, String> topicTitle, String template,
			List<String> channels, List<StepSeen> steps, String urgency, String quietHours, String timeToLive,
			boolean required, boolean toMany, @JsonProperty("class") String letterClass, @Nullable String overCap,
			boolean collected, boolean folds, @Nullable String digest, List<String> files) {
	}

	/**
	 * A step of a notice.
	 *
	 * @param after how long the step before is left to be seen before this one goes (ISO
	 * 8601); left out for one that only stands in where that one could not be sent
	 * @param atNight whether it goes at night though its notice waits for the morning
	 */
	@Schema(name = "CatalogueStep")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record StepSeen(String channel, @Nullable String after, boolean atNight) {
	}

	/**
	 * A field of an event.
	 *
	 * @param path for example {@code details.stats[].target}
	 * @param types of JSON that it may have; empty when any will do
	 * @param needed whether what it is in has to have it
	 */
	@Schema(name = "CatalogueField")
	public record FieldSeen(String path, List<String> types, boolean needed, String meaning) {
	}

}
