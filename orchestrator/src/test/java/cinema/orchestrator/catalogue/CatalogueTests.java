package cinema.orchestrator.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.Rhythm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CatalogueTests {

	@Test
	void knowsWhatASignUpAsksFor() {
		EventEntry signUp = Catalogues.real().find("user_signed_up").orElseThrow();

		assertThat(signUp.receiverIsEventId()).isTrue();
		assertThat(signUp.notices()).containsOnlyKeys("email_confirmation", "welcome");
		NoticeEntry confirmation = signUp.notices().get("email_confirmation");
		assertThat(confirmation.urgency()).isEqualTo(Urgency.URGENT);
		assertThat(confirmation.quietHours()).isEqualTo(NoticeEntry.Night.IGNORE);
		assertThat(Catalogues.real().isRequired(confirmation)).isTrue();
		NoticeEntry welcome = signUp.notices().get("welcome");
		assertThat(welcome.urgency()).isEqualTo(Urgency.NORMAL);
		assertThat(welcome.quietHours()).isEqualTo(NoticeEntry.Night.HOLD);
		assertThat(welcome.timeToLive()).isEqualTo(Duration.ofDays(1));
		assertThat(welcome.channels()).containsExactly(Channel.EMAIL);
		assertThat(Catalogues.real().isRequired(welcome)).isFalse();
	}

	@Test
	void takesTheEventsIdForTheUsersOnlyWhereItSaysSo() {
		Catalogue catalogue = Catalogues.real();

		assertThat(userId(catalogue, "user_signed_up", Map.of())).isEqualTo("e-1");
		assertThat(userId(catalogue, "user_signed_up", Map.of("user_id", "u-1"))).isEqualTo("u-1");
		assertThat(userId(catalogue, "user_signed_up", Map.of("user_id", 7))).isEqualTo("7");
		assertThat(userId(catalogue, "user_signed_up", Map.of("user_id", "ann@example.com"))).isNull();
		assertThat(userId(catalogue, "user_changed_password_successfully", Map.of())).isNull();
	}

	private static String userId(Catalogue catalogue, String type, Map<String, Object> details) {
		return catalogue.find(type).orElseThrow().userId(new Event(type, "e-1", null, Instant.EPOCH, details));
	}

	@Test
	void asksThePlanFirstWhetherANoticeIsRequired() {
		assertThat(isRequired("user_signed_up", "welcome", true)).isTrue();
		assertThat(isRequired("user_signed_up", "email_confirmation", false)).isFalse();
		assertThat(isRequired("user_signed_up", "gone", false)).isFalse();
	}

	@Test
	void letsANoticeOfAnEarlierPlanGoThatTheCatalogueHasLost() {
		assertThat(isRequired("user_signed_up", "welcome", null)).isFalse();
		assertThat(isRequired("user_signed_up", "gone", null)).isTrue();
		assertThat(isRequired("gone", "gone", null)).isTrue();
	}

	@Test
	void letsUnconfirmedAddressesHaveLettersAboutTheirAccountAlone() {
		assertThat(Terms.of("account", false, false).unconfirmed()).isTrue();
		assertThat(Terms.of("films", true, null).unconfirmed()).isFalse();
		assertThat(Terms.of("films", false, true).unconfirmed()).isTrue();
	}

	private static boolean isRequired(String type, String notice, Boolean planned) {
		return Catalogues.real()
			.terms(new Event(type, "e-1", null, Instant.EPOCH, Map.of()),
					new PlannedNotice(notice, "films", Urgency.NORMAL, null, "UTC", null, Instant.EPOCH, Map.of(),
							List.of(), null, planned, null))
			.required();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					time-to-live | {topic: a, template: b, channels: [email], time-to-live: -1s}
					time-to-live | {topic: a, template: b, channels: [email], time-to-live: 0s}
					time-to-live | {topic: a, template: b, channels: [email], time-to-live: 400d}
					time-to-live | {topic: a, template: b, channels: [email]}
					channels     | {topic: a, template: b, channels: [], time-to-live: 1d}
					channels     | {topic: a, template: b, time-to-live: 1d}
					template     | {topic: a, template: ../b, channels: [email], time-to-live: 1d}
					template     | {topic: a, channels: [email], time-to-live: 1d}
					topic        | {template: b, channels: [email], time-to-live: 1d}
					topic is z   | {topic: z, template: b, channels: [email], time-to-live: 1d}
					collected needs an event | {topic: a, template: b, channels: [email], time-to-live: 1d, collected: true}
					collected is for | {topic: a, template: b, channels: [email], time-to-live: 1d, collected: true, audience: "http://auth/"}
					collected is for | {topic: a, template: b, channels: [email], time-to-live: 1d, collected: true, context: {x: collected}}
					steps names none | {topic: a, template: b, steps: [], time-to-live: 1d}
					steps[0].after is PT10M, and there is no step before it | {topic: a, template: b, steps: [{channel: web, after: 10m}], time-to-live: 1d}
					steps[0].channel is missing | {topic: a, template: b, steps: [{night: deliver}], time-to-live: 1d}
					steps[1].after is PT0S and has to be more | {topic: a, template: b, steps: [{channel: web}, {channel: email, after: 0s}], time-to-live: 1d}
					steps[1].after is PT-1M and has to be more | {topic: a, template: b, steps: [{channel: web}, {channel: email, after: -1m}], time-to-live: 1d}
					steps[2].after is PT20H, which makes PT25H with those before it | {topic: a, template: b, steps: [{channel: web}, {channel: push, after: 5h}, {channel: email, after: 20h}], time-to-live: 1d}
					steps[2].channel is web, as that of steps[0] is | {topic: a, template: b, steps: [{channel: web}, {channel: email}, {channel: web, after: 1h}], time-to-live: 1d}
					steps[1].after is PT1H, and by no step before it anybody can tell | {topic: a, template: b, steps: [{channel: sms}, {channel: email, after: 1h}], time-to-live: 1d}
					steps are for one receiver | {topic: a, template: b, steps: [{channel: web}, {channel: email, after: 1h}], time-to-live: 1d, audience: "http://auth/"}
					folds needs an event | {topic: a, template: b, channels: [email], time-to-live: 1d, folds: true}
					folds is for what is told among others | {topic: a, template: b, channels: [email], time-to-live: 1d, folds: true, urgency: urgent}
					folds is for what waits | {topic: a, template: b, channels: [email], time-to-live: 1d, folds: true, quiet-hours: ignore}
					over-cap needs an event | {topic: a, template: b, channels: [email], time-to-live: 1d, over-cap: fold}
					over-cap is for | {topic: a, template: b, channels: [email], time-to-live: 1d, over-cap: fold, audience: "http://auth/"}
					attachments: what may be part of a digest | {topic: a, template: b, channels: [email], time-to-live: 1d, folds: true, attachments: [{from: details.files}]}
					attachments: what may be part of a digest | {topic: a, template: b, channels: [email], time-to-live: 1d, collected: true, attachments: [{from: details.files}]}
					attachments: what may be part of a digest | {topic: a, template: b, channels: [email], time-to-live: 1d, over-cap: fold, attachments: [{from: details.files}]}
					attachments go by email | {topic: a, template: b, channels: [web, sms], time-to-live: 1d, attachments: [{from: details.files}]}
					attachments[0].from has to be | {topic: a, template: b, channels: [email], time-to-live: 1d, attachments: [{from: context.files}]}
					attachments[0].from goes without name | {topic: a, template: b, channels: [email], time-to-live: 1d, attachments: [{from: details.files, name: x}]}
					attachments[0].url is missing | {topic: a, template: b, channels: [email], time-to-live: 1d, attachments: [{name: x, type: image/png}]}
					attachments[0].name has {user_id} | {topic: a, template: b, channels: [email], time-to-live: 1d, audience: "http://auth/", attachments: [{name: "{user_id}", url: "http://a/", type: image/png}]}
					attachments[1].name has {film} | {topic: a, template: b, channels: [email], time-to-live: 1d, attachments: [{from: details.files}, {name: "{film}", url: "http://a/", type: image/png}]}
					""")
	void stopsAtAnImpossibleNoticeAndNamesIt(String field, String notice) {
		assertThatThrownBy(() -> of(notice)).hasMessageContaining("cinema.catalogue.events.fell_asleep.notices.snore")
			.hasMessageContaining(field);
	}

	/** A choice that changes nothing is worse than none. */
	@Test
	void collectsWhatPeopleMayChooseARhythmOf() {
		Catalogue catalogue = Catalogues.real();
		List<String> collected = catalogue.eventTypes()
			.stream()
			.flatMap((type) -> catalogue.find(type).orElseThrow().notices().values().stream())
			.filter(NoticeEntry::collected)
			.map(NoticeEntry::topic)
			.toList();

		assertThat(catalogue.topics().all().entrySet()).filteredOn((topic) -> !topic.getValue().rhythms().isEmpty())
			.extracting(Map.Entry::getKey)
			.containsExactlyInAnyOrderElementsOf(collected)
			.containsExactlyInAnyOrder("new_episodes", "reactions");
		assertThat(catalogue.digest("reactions")).contains("reactions_digest");
		assertThat(catalogue.digest("account")).isEmpty();
	}

	/** Nobody's letters come later than before unless they chose that. */
	@Test
	void tellsAtOnceWhoHasChosenNothing() {
		assertThat(Catalogues.real().rhythm("reactions", null)).isEqualTo(Rhythm.AT_ONCE);
		assertThat(Catalogues.real().rhythm("new_episodes", Delivery.NOTHING)).isEqualTo(Rhythm.AT_ONCE);
		assertThat(Catalogues.real()
			.rhythm("reactions", new Delivery(Map.of("reactions", Rhythm.WEEKLY), null, null, null, null)))
			.isEqualTo(Rhythm.WEEKLY);
	}

	/** What is folded counts by its digest, or a cap would not hold. */
	@Test
	void countsADigestWhereLettersWithoutAPlaceAreFoldedIntoIt() {
		String notices = """
				cinema.catalogue:
				  caps: {default: {letters: 3}, other: {letters: 3}}
				  events:
				    fell_asleep: {notices: {snore: {topic: a, template: b, channels: [email], time-to-live: 1d, over-cap: %s}}}
				    slept: {notices: {slept: {topic: a, template: b, channels: [email], time-to-live: 1d, class: %s, context: {x: collected}}}}
				""";
		Catalogue folds = Catalogues.of(notices.formatted("fold", "default"));
		NoticeEntry digest = folds.find("slept").orElseThrow().notices().get("slept");

		assertThat(folds.counted(digest, folds.terms(digest)))
			.isEqualTo(new Capped("default", Capped.Over.DEFER).untilDeadline());
		Catalogue defers = Catalogues.of(notices.formatted("defer", "default"));
		assertThat(defers.counted(digest, defers.terms(digest))).isNull();
		assertThatThrownBy(() -> Catalogues.of(notices.formatted("fold", "other")))
			.hasMessageContaining("fell_asleep.notices.snore.over-cap")
			.hasMessageContaining("of the same class");
	}

	@Test
	void stopsAtAChannelThatNobodyHas() {
		assertThatThrownBy(() -> of("{topic: a, template: b, channels: [pigeon], time-to-live: 1d}"))
			.hasStackTraceContaining("snore.channels[0]")
			.hasStackTraceContaining("pigeon");
	}

	@Test
	void stopsAtAStepByAChannelThatNobodyHas() {
		assertThatThrownBy(() -> of("{topic: a, template: b, steps: [{channel: pigeon}], time-to-live: 1d}"))
			.hasStackTraceContaining("snore.steps[0].channel")
			.hasStackTraceContaining("pigeon");
	}

	@Test
	void takesItsChannelsFromItsSteps() {
		Catalogue catalogue = of("{topic: a, template: b, channels: [sms], steps: [{channel: web, night: deliver}, "
				+ "{channel: email, after: 90m}], time-to-live: 1d}");

		NoticeEntry notice = catalogue.find("fell_asleep").orElseThrow().notices().get("snore");
		assertThat(notice.channels()).containsExactly(Channel.WEB, Channel.EMAIL);
		assertThat(notice.steps()).containsExactly(new StepEntry(Channel.WEB, null, StepEntry.StepNight.DELIVER),
				new StepEntry(Channel.EMAIL, Duration.ofMinutes(90), StepEntry.StepNight.HOLD));
		assertThat(catalogue.templates()).containsOnlyKeys("web/b", "email/b");
		assertThat(catalogue.channels("a")).containsExactly(Channel.EMAIL, Channel.WEB);
	}

	@Test
	void stopsAtAnEventThatAsksForNothing() {
		assertThatThrownBy(() -> Catalogues.of("cinema.catalogue.events.fell_asleep.receiver-is-event-id: true"))
			.hasMessageContaining("fell_asleep.notices");
	}

	@Test
	void stopsAtAFarewellThatCannotBeSaid() {
		for (String fault : List.of("{forgets-user: true, farewell: never_heard_of}",
				"{silent: true, farewell: user_erasure_completed}", "{forgets-user: true, farewell: user_erased}")) {
			assertThatThrownBy(() -> Catalogues.of("cinema.catalogue.events.fell_asleep: " + fault)).as(fault)
				.hasMessageContaining("cinema.catalogue.events.fell_asleep.farewell is");
		}
	}

	@Test
	void takesAnEventOfWhichNobodyIsTold() {
		assertThat(Catalogues.real().find("user_confirmed_email").orElseThrow().notices()).isEmpty();
		assertThat(Catalogues.real().find("user_erased").orElseThrow().forgetsUser()).isTrue();
	}

	private static Catalogue of(String notice) {
		return Catalogues.of("cinema: {catalogue: {events: {fell_asleep: {notices: {snore: " + notice + "}}}}}");
	}

}
