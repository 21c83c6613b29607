package cinema.orchestrator.catalogue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.AttachmentSource;
import cinema.workflows.plan.Capped;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * One notice of an event type.
 *
 * @param topic one of the topics that are declared
 * @param template the template's name; each channel has its own of that name
 * @param channels in the order in which to try them, each where the one before is refused
 * @param steps the same where the next one also goes when nobody has seen the one before
 * in time, or null; they count instead of channels
 * @param timeToLive how long after the event the notice is worth sending
 * @param toUnconfirmed whether it goes to an address that nobody has confirmed, as those
 * of the topic {@code account} do
 * @param context what to fetch for the template: a name, and a URL or
 * {@code details.<field>} that holds URLs
 * @param audience the URL of the first page of receivers when it goes to many, or null
 * when the event names its one receiver
 * @param collected whether it is collected for those who want to hear of its topic daily
 * or weekly; the notice that has {@code collected} in its context tells them
 * @param folds whether what a night or a pause holds back of it is told in one letter, by
 * the same notice
 * @param letterClass among which letters it counts, or null for the default ones
 * @param overCap what becomes of it where a person has as many of them as they may have
 * @param attachments the files of its e-mails: {@code name}, {@code url}, {@code type}
 * and what else there is, or {@code from} with a list of the event
 */
public record NoticeEntry(String topic, String template, List<Channel> channels, @Nullable List<StepEntry> steps,
		@DefaultValue("normal") Urgency urgency, @DefaultValue("hold") Night quietHours, Duration timeToLive,
		@DefaultValue("false") boolean toUnconfirmed, @DefaultValue Map<String, String> context,
		@Nullable String audience, @DefaultValue("false") boolean collected, @DefaultValue("false") boolean folds,
		@Name("class") @Nullable String letterClass, @DefaultValue("defer") Capped.Over overCap,
		@DefaultValue List<AttachmentSource> attachments) {

	/** The channels are those of the steps, where there are any. */
	public NoticeEntry {
		channels = (steps != null) ? steps.stream().map(StepEntry::channel).filter(Objects::nonNull).toList()
				: channels;
	}

	/** Where the context of a digest comes from. */
	public static final String COLLECTED = "collected";

	/** Whether this notice tells what was collected. */
	public boolean isDigest() {
		return this.context.values()
			.stream()
			.anyMatch((source) -> source.equals(COLLECTED) || source.startsWith(COLLECTED + "."));
	}

	/** Whether it may become part of a digest, for one reason or another. */
	public boolean mayBeCollected() {
		return this.collected || this.folds || this.overCap == Capped.Over.FOLD;
	}

	/** Adds what is wrong with its files, whatever an event brings. */
	void checkAttachments(String path, List<String> faults) {
		if (this.attachments.isEmpty()) {
			return;
		}
		if (mayBeCollected()) {
			faults.add(path + ": what may be part of a digest cannot have files of its own");
		}
		if (this.channels != null && !this.channels.contains(Channel.EMAIL)) {
			faults.add(path + " go by email, which is none of its channels");
		}
		for (int place = 0; place < this.attachments.size(); place++) {
			check(path + "[" + place + "]", this.attachments.get(place), faults);
			if (this.audience != null && String.valueOf(this.attachments.get(place).name()).contains("{user_id}")) {
				faults.add(
						path + "[" + place + "].name has {user_id}, which of a notice with an audience only a url has");
			}
		}
	}

	private static void check(String path, AttachmentSource source, List<String> faults) {
		Map<String, String> texts = new LinkedHashMap<>();
		put(texts, "name", source.name());
		put(texts, "url", source.url());
		put(texts, "type", source.type());
		put(texts, "content-id", source.contentId());
		put(texts, "sha256", source.sha256());
		if (source.from() != null) {
			if (!source.from().matches("details\\.[A-Za-z0-9_]{1,60}")) {
				faults.add(path + ".from has to be the place of a list in the event, for example details.attachments");
			}
			if (!texts.isEmpty()) {
				faults.add(path + ".from goes without " + String.join(", ", texts.keySet()));
			}
			return;
		}
		List.of("name", "url", "type")
			.stream()
			.filter((field) -> !texts.containsKey(field))
			.forEach((field) -> faults.add(
					path + "." + field + " is missing; a file has name, url and type, or is listed by an event: from"));
		texts.forEach((field, text) -> Placeholders.unknown(text)
			.ifPresent((name) -> faults.add(path + "." + field + " has {" + name
					+ "}, and may have {event.id}, {user_id} and {details.<field>}")));
	}

	private static void put(Map<String, String> texts, String field, @Nullable String text) {
		if (text != null) {
			texts.put(field, text);
		}
	}

	/** What a notice does in the receiver's night. */
	public enum Night {

		HOLD, IGNORE

	}

}
