package cinema.auth.preference;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import cinema.auth.delivery.Delivery;
import cinema.auth.delivery.DeliveryForm;
import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.page.Reader;
import cinema.auth.preference.Preferences.Person;
import cinema.auth.preference.UnsubscribeController.Choice;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What somebody sees behind the link of a letter: all that they can choose. */
@Component
class PreferencePage {

	private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
		.map((day) -> day.name().toLowerCase(Locale.ROOT))
		.toList();

	private final DeclaredTopics topics;

	private final OptIns optIns;

	private final Pages pages;

	PreferencePage(DeclaredTopics topics, OptIns optIns, Pages pages) {
		this.topics = topics;
		this.optIns = optIns;
		this.pages = pages;
	}

	/** Those that are declared; and that of the link, whatever became of it. */
	List<Topic> topics(Choice choice, Person person) {
		List<Topic> topics = new ArrayList<>(this.topics.all());
		if (topics.isEmpty()) {
			person.preferences().forEach((name, channels) -> topics.add(Topic.unknown(name, channels.keySet())));
		}
		if (topics.stream().noneMatch((one) -> one.name().equals(choice.topic()))) {
			topics.add(0, Topic.unknown(choice.topic(), Set.of(choice.channel())));
		}
		return topics;
	}

	/**
	 * The page as it is now.
	 * @param said a name of the page to the key of what is said there of the request
	 */
	Page open(String token, Choice choice, Person person, Map<String, String> said, HttpServletRequest http) {
		Page page = this.pages.open("leave", new Reader(masked(person.email()), person.locale()), http);
		List<Topic> topics = topics(choice, person);
		Topic about = topics.stream().filter((one) -> one.name().equals(choice.topic())).findFirst().orElseThrow();
		String title = about.title(page.language());
		said.forEach((name, key) -> page.said(name, key, title));
		Map<String, Map<String, Instant>> waiting = this.optIns.waiting(choice.userId());
		boolean wanted = about.isWanted(person.preferences(), choice.channel()) && !about.required();
		return withDelivery(page, person, topics).with("token", token)
			.with("topic", title)
			.with("wanted", wanted ? "yes" : "")
			.with("none", person.wantsLetters() ? "" : "yes")
			.with("topics",
					topics.stream()
						.map((one) -> Shown.of(one, person, page.language(),
								waiting.getOrDefault(one.name(), Map.of()).keySet()))
						.toList());
	}

	private static Page withDelivery(Page page, Person person, List<Topic> topics) {
		Delivery delivery = person.delivery();
		Instant pause = delivery.pausedUntil();
		return page.with("collects", topics.stream().allMatch((one) -> one.rhythms().isEmpty()) ? "" : "yes")
			.with("digest_at", text(delivery.digestAt()))
			.with("digest_on", text(delivery.digestOn()))
			.with("days", DAYS)
			.with("quiet_from", text(delivery.quietFrom()))
			.with("quiet_to", text(delivery.quietTo()))
			.with("pause", DeliveryForm.day(delivery, person.timeZone()))
			.with("zone", person.timeZone().getId())
			.with("paused",
					(pause != null) ? DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
						.withLocale(page.language())
						.format(pause.atZone(person.timeZone())) : "");
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : "";
	}

	/** Whoever has been sent somebody's letter on learns no address by it. */
	private static String masked(String email) {
		int at = email.indexOf('@');
		return email.substring(0, Math.min(1, at)) + "\u2022\u2022\u2022" + email.substring(Math.max(0, at));
	}

	/** A topic on the page. */
	public record Shown(String name, String title, String about, boolean required, List<Box> boxes,
			List<String> rhythms, String rhythm) {

		static Shown of(Topic topic, Person person, Locale language, Set<String> waiting) {
			return new Shown(topic.name(), topic.title(language), topic.about(language), topic.required(),
					topic.channels()
						.stream()
						.map((channel) -> new Box(topic.name() + "." + channel, channel,
								topic.isWanted(person.preferences(), channel), waiting.contains(channel)))
						.toList(),
					topic.rhythms(), topic.rhythm(person.delivery().allRhythms()));
		}

		/**
		 * A channel of it.
		 *
		 * @param waits whether a yes waits to be confirmed
		 */
		public record Box(String name, String channel, boolean on, boolean waits) {
		}

	}

}
