package cinema.auth.preference;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import cinema.auth.delivery.Delivery;
import cinema.auth.preference.Preferences.How;
import cinema.auth.preference.Preferences.Person;
import cinema.platform.problem.RefusedException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What people who are signed in want to hear of. */
@RestController
class PreferenceController {

	private static final int MOST_TOPICS = 200;

	private final Preferences preferences;

	private final DeclaredTopics topics;

	private final Deliveries deliveries;

	private final OptIns optIns;

	private final Clock clock;

	PreferenceController(Preferences preferences, DeclaredTopics topics, Deliveries deliveries, OptIns optIns,
			Clock clock) {
		this.deliveries = deliveries;
		this.optIns = optIns;
		this.clock = clock;
		this.preferences = preferences;
		this.topics = topics;
	}

	@GetMapping({ "/api/v1/profile/preferences", "/api/v1/profile/preferences/" })
	PreferenceAnswer preferences(@AuthenticationPrincipal Jwt token) {
		return answer(UUID.fromString(token.getSubject()));
	}

	@PatchMapping({ "/api/v1/profile/preferences", "/api/v1/profile/preferences/" })
	PreferenceAnswer change(@AuthenticationPrincipal Jwt token, @Valid @RequestBody PreferenceChange change) {
		UUID userId = UUID.fromString(token.getSubject());
		Map<String, Map<String, Boolean>> known = this.preferences.of(userId);
		long topics = known.size()
				+ change.preferences().keySet().stream().filter((topic) -> !known.containsKey(topic)).count();
		RefusedException.unless(topics <= MOST_TOPICS, "preferences", "more than 200 topics are too many");
		requireLeavable(change);
		this.preferences.change(userId, change.preferences(), How.REST);
		return answer(userId);
	}

	@PutMapping({ "/api/v1/profile/preferences", "/api/v1/profile/preferences/" })
	PreferenceAnswer replace(@AuthenticationPrincipal Jwt token, @Valid @RequestBody PreferenceChange change) {
		UUID userId = UUID.fromString(token.getSubject());
		requireLeavable(change);
		this.preferences.replace(userId, change.preferences(), How.REST);
		return answer(userId);
	}

	@PutMapping({ "/api/v1/profile/preferences/delivery", "/api/v1/profile/preferences/delivery/" })
	PreferenceAnswer replaceDelivery(@AuthenticationPrincipal Jwt token, @Valid @RequestBody Delivery wanted) {
		UUID userId = UUID.fromString(token.getSubject());
		wanted.fault(this.clock.instant()).ifPresent((fault) -> {
			throw new RefusedException(fault.field(), fault.reason());
		});
		requireCollected(wanted);
		this.deliveries.replace(userId, wanted, How.REST);
		return answer(userId);
	}

	/** What nobody has declared is kept while nobody can say whether it is. */
	private void requireCollected(Delivery wanted) {
		this.topics.all()
			.forEach((topic) -> RefusedException.unless(
					!wanted.allRhythms().containsKey(topic.name())
							|| topic.rhythms().contains(wanted.allRhythms().get(topic.name())),
					"rhythms." + topic.name(), topic.rhythms().isEmpty() ? "is sent at once, and cannot be collected"
							: "can be " + String.join(", ", topic.rhythms())));
	}

	/** A no that would change nothing is better refused than kept. */
	private void requireLeavable(PreferenceChange change) {
		this.topics.all()
			.stream()
			.filter(Topic::required)
			.forEach((topic) -> RefusedException.unless(
					!change.preferences().getOrDefault(topic.name(), Map.of()).containsValue(false),
					"preferences." + topic.name(), "goes to everybody whom it concerns, and cannot be left"));
	}

	private PreferenceAnswer answer(UUID userId) {
		Person person = this.preferences.find(userId)
			.orElseThrow(() -> new RefusedException(HttpStatus.UNAUTHORIZED, "", "The user is gone."));
		Locale language = Locale.forLanguageTag(person.locale().replace('_', '-'));
		Map<String, Map<String, Instant>> waiting = this.optIns.waiting(userId);
		return new PreferenceAnswer(person.preferences(), this.topics.all()
			.stream()
			.map((topic) -> TopicChoice.of(topic, person, language, waiting.getOrDefault(topic.name(), Map.of())))
			.toList(), person.delivery());
	}

	/** Topic to channel to whether it is wanted. */
	record PreferenceChange(@NotNull @Size(max = 100, message = "names more than 100 topics") Map<@Pattern(
			regexp = "^[a-z][a-z0-9_]{0,63}$",
			message = "has to be a topic of small letters, digits and _") String, @NotNull Map<@Pattern(
					regexp = "^(email|sms|web|push)$", message = "has to be email, sms, web or push") String, @NotNull(
							message = "has to be true or false") Boolean>> preferences) {
	}

	/**
	 * What somebody said, and what that comes to.
	 *
	 * @param topics all that there is to choose from; empty while nobody tells
	 * @param delivery when they want to be told
	 */
	record PreferenceAnswer(Map<String, Map<String, Boolean>> preferences, List<TopicChoice> topics,
			Delivery delivery) {
	}

	/**
	 * A topic as somebody has it.
	 *
	 * @param title what it is called in their language
	 * @param about a sentence that says more, or an empty text
	 * @param required whether it cannot be left
	 * @param channels each channel, and whether they hear of it there
	 * @param rhythms of which they may choose; empty when it is sent at once
	 * @param rhythm what holds for them, or null without a choice
	 * @param unconfirmed channels on which a yes counts once it was confirmed by the
	 * letter that is on its way, and until when that can be
	 */
	record TopicChoice(String name, String title, String about, boolean required, Map<String, Boolean> channels,
			List<String> rhythms, @Nullable String rhythm, Map<String, Instant> unconfirmed) {

		static TopicChoice of(Topic topic, Person person, Locale language, Map<String, Instant> unconfirmed) {
			Map<String, Boolean> channels = new TreeMap<>();
			topic.channels()
				.forEach((channel) -> channels.put(channel, topic.isWanted(person.preferences(), channel)
						&& (topic.required() || !channel.equals("email") || person.wantsLetters())));
			String rhythm = topic.rhythm(person.delivery().allRhythms());
			return new TopicChoice(topic.name(), topic.title(language), topic.about(language), topic.required(),
					channels, topic.rhythms(), rhythm.isEmpty() ? null : rhythm, unconfirmed);
		}

	}

}
