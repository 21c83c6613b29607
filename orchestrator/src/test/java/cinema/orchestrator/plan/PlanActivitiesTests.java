package cinema.orchestrator.plan;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.attachment.TestAttachments;
import cinema.orchestrator.catalogue.Catalogues;
import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.erasure.Erasure;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.optout.OptOuts;
import cinema.orchestrator.receiver.ReceiverDirectories;
import cinema.orchestrator.rendering.NoVersions;
import cinema.orchestrator.rendering.StoredTemplates;
import cinema.orchestrator.seal.Unsealed;
import cinema.orchestrator.suppression.NoSuppressions;
import cinema.orchestrator.withdrawal.RunningLetters;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.AttachmentSource;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Plan;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

class PlanActivitiesTests {

	private static final String ANN = "3f0b2c9e-9f5e-4b7a-9d43-0b8f6f2b7a11";

	private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

	private static final PlanProperties RULES = new PlanProperties(LocalTime.of(22, 0), LocalTime.of(8, 0),
			Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofSeconds(10), Duration.ofMinutes(15));

	private static final MailingPlanner MAILINGS = new MailingPlanner(RULES,
			new MailingProperties(Duration.ofDays(2), 500, 6, 200, 20_000, 20, 20_000, 5), NoVersions.INSTANCE,
			Catalogues.real(), TestAttachments.of(Catalogues.real()));

	private final FakeNeighbour auth = new FakeNeighbour();

	private final Journal journal = mock(Journal.class);

	private final Erasure erasure = mock(Erasure.class);

	private final OptOuts optOuts = mock(OptOuts.class);

	private final RunningLetters running = mock(RunningLetters.class);

	private final CollectedItems collected = mock(CollectedItems.class);

	private final StoredTemplates templates = mock(StoredTemplates.class);

	private final PlanActivitiesImpl activities = new PlanActivitiesImpl(Catalogues.real(),
			ReceiverDirectories.of(URI.create(this.auth.url()), Clock.systemUTC()), RULES, this.journal, MAILINGS,
			this.erasure, this.optOuts, this.running, this.collected, NoVersions.INSTANCE, Unsealed.DETAILS,
			NoSuppressions.make(), Clock.fixed(NOON, ZoneOffset.UTC));

	@AfterEach
	void close() {
		this.auth.close();
	}

	@Test
	void plansTheNoticesOfTheCatalogueForTheReceiver() {
		user("\"time_zone\": \"Asia/Kathmandu\"");

		Plan plan = this.activities.plan(signUp(Map.of("user_id", ANN)));

		assertThat(plan.notices()).extracting(PlannedNotice::name).containsExactly("email_confirmation", "welcome");
		PlannedNotice confirmation = plan.notices().get(0);
		assertThat(confirmation.urgency()).isEqualTo(Urgency.URGENT);
		assertThat(confirmation.quietHours()).isNull();
		assertThat(confirmation.deadline()).isEqualTo(NOON.plus(Duration.ofDays(3)));
		PlannedNotice welcome = plan.notices().get(1);
		assertThat(welcome.quietHours()).isEqualTo(new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0)));
		assertThat(welcome.deadline()).isEqualTo(NOON.plus(Duration.ofDays(1)));
		assertThat(welcome.timeZone()).isEqualTo("Asia/Kathmandu");
		assertThat(welcome.userId()).isEqualTo(ANN);
		assertThat(welcome.suppressed()).isNull();
		assertThat(plan.patience().receiptTimeout()).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void givesTheSamePostingTheSameIdForEver() {
		user("\"time_zone\": \"UTC\"");

		assertThat(this.activities.plan(signUp(Map.of("user_id", ANN))).notices().get(1).postings()).containsExactly(
				new PlannedPosting(Channel.EMAIL, "1e3166bb-9a93-5b7d-bf16-c2025ea8852b", "email/welcome"));
	}

	@Test
	void namesTheVersionOfTheTemplateThatIsPublishedNow() {
		user("\"time_zone\": \"UTC\"");
		when(this.templates.current("welcome")).thenReturn("welcome@3");

		PlanActivitiesImpl published = new PlanActivitiesImpl(Catalogues.real(),
				ReceiverDirectories.of(URI.create(this.auth.url()), Clock.systemUTC()), RULES, this.journal, MAILINGS,
				this.erasure, this.optOuts, this.running, this.collected, this.templates, Unsealed.DETAILS,
				NoSuppressions.make(), Clock.fixed(NOON, ZoneOffset.UTC));

		assertThat(published.plan(signUp(Map.of("user_id", ANN))).notices().get(1).postings()).containsExactly(
				new PlannedPosting(Channel.EMAIL, "1e3166bb-9a93-5b7d-bf16-c2025ea8852b", "email/welcome@3"));
	}

	/** What an event says of somebody is sealed in histories, and a plan is not. */
	@Test
	void plansFilesByTheTextsOfTheCatalogueAlone() {
		user("\"time_zone\": \"UTC\"");
		Catalogue catalogue = Catalogues
			.of("""
					cinema.catalogue.events.ticket_bought.notices:
					  ticket: {topic: a, template: welcome, channels: [email], time-to-live: 1d,
					    attachments: [{name: "{details.film}.pdf", url: "http://files/own/{user_id}", type: application/pdf}]}
					  thanks: {topic: a, template: welcome, channels: [email], time-to-live: 1d}
					""");
		PlanActivitiesImpl planning = new PlanActivitiesImpl(catalogue,
				ReceiverDirectories.of(URI.create(this.auth.url()), Clock.systemUTC()), RULES, this.journal, MAILINGS,
				this.erasure, this.optOuts, this.running, this.collected, this.templates, Unsealed.DETAILS,
				NoSuppressions.make(), Clock.fixed(NOON, ZoneOffset.UTC));

		List<PlannedNotice> notices = planning
			.plan(new Event("ticket_bought", "e-1", "shop", NOON, Map.of("user_id", ANN, "film", "Solaris")))
			.notices();

		assertThat(notices.get(0).attachments()).containsExactly(new AttachmentSource(null, "{details.film}.pdf",
				"http://files/own/{user_id}", "application/pdf", null, null));
		assertThat(notices.get(0).withReceiver("UTC", null).atAnyHour().attachments()).as("whatever becomes of it")
			.isEqualTo(notices.get(0).attachments());
		assertThat(notices.get(0).with(List.of()).attachments()).isEqualTo(notices.get(0).attachments());
		assertThat(notices.get(1).attachments()).isNull();
	}

	@Test
	void tellsPeopleApartWhomAuthDoesNotKnow() {
		String ann = postingId(Map.of("email", "ann@example.com"));
		String bob = postingId(Map.of("email", "bob@example.com"));

		assertThat(ann).isNotEqualTo(bob).isEqualTo(postingId(Map.of("email", "ann@example.com")));
	}

	private String postingId(Map<String, Object> details) {
		Event event = new Event("user_changed_password_successfully", "e-1", null, NOON, details);
		return this.activities.plan(event).notices().get(0).postings().get(0).id();
	}

	@Test
	void suppressesPerNotice() {
		user("\"email_notifications\": false");

		assertThat(this.activities.plan(signUp(Map.of("user_id", ANN))).notices()).extracting(PlannedNotice::suppressed)
			.containsExactly(null, "opted out of email");
	}

	@Test
	void suppressesWhatTheReceiverDoesNotWantToHearOf() {
		user("\"preferences\": {\"first_steps\": {\"email\": false}, \"account\": {\"email\": false}}");

		assertThat(this.activities.plan(signUp(Map.of("user_id", ANN))).notices()).extracting(PlannedNotice::suppressed)
			.containsExactly(null, "opted out of first_steps");
	}

	@Test
	void collectsForWhomIsToldDaily() {
		assertThat(reactions("\"time_zone\": \"UTC\"", Map.of())).isFalse();
		String daily = "\"delivery\": {\"rhythms\": {\"reactions\": \"daily\", \"new_episodes\": \"at_once\"}}";
		assertThat(reactions(daily, Map.of())).isTrue();
		// What staff want once more is told by itself.
		assertThat(reactions(daily, Map.of("only_notice", "reactions_summary"))).isFalse();
		assertThat(reactions(daily.replace("daily", "at_once"), Map.of())).isFalse();
	}

	@Test
	void foldsWhatWaitsForTheMorning() {
		String night = "\"time_zone\": \"Etc/GMT-12\"";
		assertThat(snores("1d", night, Map.of())).isTrue();
		assertThat(snores("1d", "\"time_zone\": \"UTC\"", Map.of())).as("by day").isFalse();
		assertThat(snores("1h", night, Map.of())).as("worth nothing in the morning").isFalse();
		assertThat(snores("1d", night, Map.of("only_notice", "snore"))).as("what staff want once more").isFalse();
		assertThat(snores("1d", "\"time_zone\": \"UTC\", \"delivery\": {\"paused_until\": \"2026-11-23T20:00:00Z\"}",
				Map.of()))
			.as("during a pause")
			.isTrue();
	}

	private boolean snores(String life, String fields, Map<String, Object> more) {
		return isCollected(Catalogues
			.of("""
					cinema.catalogue.events:
					  fell_asleep: {notices: {snore: {topic: a, template: b, channels: [email], time-to-live: %s, folds: true}}}
					  slept: {notices: {slept: {topic: a, template: b, channels: [email], time-to-live: 1d, context: {x: collected}}}}
					"""
				.formatted(life)), "fell_asleep", fields, more);
	}

	private boolean reactions(String fields, Map<String, Object> more) {
		return isCollected(Catalogues.real(), "reactions_summary", fields, more);
	}

	/** Nobody knows any more whom it would have reached by which of them. */
	@Test
	void endsAllStepsByTheirDeadlineWhereAuthWasAwayUntilThen() {
		this.auth.on("/users", 503, "");

		PlannedNotice late = slept("hold", "", NOON.plus(Duration.ofDays(2)));

		assertThat(late.suppressed()).isNull();
		assertThat(late.postings()).extracting(PlannedPosting::channel).containsExactly(Channel.WEB, Channel.EMAIL);
		verifyNoInteractions(this.journal);
	}

	@Test
	void holdsWhatItsFirstStepHolds() {
		String night = "\"time_zone\": \"Etc/GMT-12\"";
		slept("deliver", night, NOON);
		verify(this.journal, never()).hold(any(), any(), any(), any(), any());

		slept("hold", night, NOON);
		verify(this.journal).hold(any(), any(), any(), any(), any());
	}

	private PlannedNotice slept(String night, String fields, Instant now) {
		if (!fields.isEmpty()) {
			user(fields);
		}
		Catalogue catalogue = Catalogues.of("""
				cinema.catalogue.events:
				  slept: {notices: {snore: {topic: a, template: b, time-to-live: 1d,
				    steps: [{channel: web, night: %s}, {channel: email, after: 1h}]}}}
				""".formatted(night));
		return new PlanActivitiesImpl(catalogue, ReceiverDirectories.of(URI.create(this.auth.url()), Clock.systemUTC()),
				RULES, this.journal, MAILINGS, this.erasure, this.optOuts, this.running, this.collected,
				NoVersions.INSTANCE, Unsealed.DETAILS, NoSuppressions.make(), Clock.fixed(now, ZoneOffset.UTC))
			.plan(new Event("slept", "s-1", "ugc", NOON, Map.of("user_id", ANN)))
			.notices()
			.get(0);
	}

	private boolean isCollected(Catalogue catalogue, String type, String fields, Map<String, Object> more) {
		user(fields);
		Map<String, Object> details = new HashMap<>(more);
		details.put("user_id", ANN);
		return planning(catalogue).plan(new Event(type, "r-1", "ugc", NOON, details)).notices().get(0).goesToDigest();
	}

	/** What is in it is told nowhere else. */
	@Test
	void givesADigestTheTimeThatACapMayTake() {
		assertThat(deadline("fold")).isEqualTo(NOON.plus(Duration.ofHours(6 + 72)));
		assertThat(deadline("defer")).as("it does not count").isEqualTo(NOON.plus(Duration.ofHours(6)));
	}

	private Instant deadline(String overCap) {
		Catalogue catalogue = Catalogues
			.of("""
					cinema.catalogue:
					  caps:
					    few: {letters: 1, window: 72h}
					  events:
					    slept.notices.note: {topic: a, class: few, over-cap: %s, template: b, channels: [email], time-to-live: 6h}
					    told.notices.all: {topic: a, class: few, template: b, channels: [email], time-to-live: 6h, context: {items: collected}}
					"""
				.formatted(overCap));
		user("\"time_zone\": \"UTC\"");
		return planning(catalogue).plan(new Event("told", "t-1", null, NOON, Map.of("user_id", ANN)))
			.notices()
			.get(0)
			.deadline();
	}

	private PlanActivitiesImpl planning(Catalogue catalogue) {
		return new PlanActivitiesImpl(catalogue, ReceiverDirectories.of(URI.create(this.auth.url()), Clock.systemUTC()),
				RULES, this.journal, MAILINGS, this.erasure, this.optOuts, this.running, this.collected,
				NoVersions.INSTANCE, Unsealed.DETAILS, NoSuppressions.make(), Clock.fixed(NOON, ZoneOffset.UTC));
	}

	@Test
	void forgetsWhoWasErasedAndTellsNobody() {
		Plan plan = this.activities.plan(new Event("user_erased", ANN, "auth", NOON, Map.of("user_id", ANN)));

		assertThat(plan.notices()).isEmpty();
		verify(this.erasure).erase(eq(ANN), any(), any());
		assertThat(this.auth.requests).isEmpty();
	}

	@Test
	void plansByWhatTheReceiverWishes() {
		user("""
				"time_zone": "UTC", "delivery": {"rhythms": {"first_steps": "daily"}, "quiet_from": "11:00",
				"quiet_to": "13:00", "paused_until": "2026-11-23T18:00:00Z"}""");

		Plan plan = this.activities.plan(signUp(Map.of("user_id", ANN)));

		assertThat(plan.notices().get(0).delivery()).as("required, and minds no night").isNull();
		assertThat(plan.notices().get(1).delivery()).isEqualTo(new Delivery(null, null, null,
				new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0)), Instant.parse("2026-11-23T18:00:00Z")));
		verify(this.journal).hold(any(), any(), eq(plan.notices().get(1)), eq(Instant.parse("2026-11-23T18:00:00Z")),
				eq("held: paused until 18:00 UTC"));
	}

	@Test
	void plansAsBeforeForWhoeverWishesNothingThatHolds() {
		user("\"time_zone\": \"UTC\", \"delivery\": {\"paused_until\": \"2026-11-22T18:00:00Z\", \"digest_at\": \"18:00\"}");

		assertThat(this.activities.plan(signUp(Map.of("user_id", ANN))).notices()).extracting(PlannedNotice::delivery)
			.containsOnlyNulls();
	}

	@Test
	void rereadsWhatTheReceiverWishesNow() {
		user("\"time_zone\": \"UTC\"");
		PlannedNotice welcome = this.activities.plan(signUp(Map.of("user_id", ANN))).notices().get(1);
		user("\"time_zone\": \"UTC\", \"delivery\": {\"paused_until\": \"2026-11-24T18:00:00Z\"}");

		assertThat(other().reread(signUp(Map.of("user_id", ANN)), welcome).delivery())
			.isEqualTo(new Delivery(null, null, null, null, Instant.parse("2026-11-24T18:00:00Z")));
	}

	@Test
	void looksAnewAtWhatWaitsForWhoeverChangesTheirWishes() {
		when(this.journal.waitingFor(ANN)).thenReturn(List.of("event/new_episode/e-7"));

		Plan plan = this.activities
			.plan(new Event("user_changed_delivery", "e-1", "auth", NOON, Map.of("user_id", ANN)));

		assertThat(plan.notices()).isEmpty();
		verify(this.running).reread(List.of("event/new_episode/e-7"));
	}

	@Test
	void rereadsTheReceiverAndNothingElse() {
		user("\"time_zone\": \"UTC\"");
		PlannedNotice welcome = this.activities.plan(signUp(Map.of("user_id", ANN))).notices().get(1);
		user("\"time_zone\": \"Pacific/Kiritimati\", \"is_active\": false");

		PlannedNotice reread = other().reread(signUp(Map.of("user_id", ANN)), welcome);

		assertThat(reread.timeZone()).isEqualTo("Pacific/Kiritimati");
		assertThat(reread.suppressed()).isEqualTo("inactive user");
		assertThat(reread.postings()).isEqualTo(welcome.postings());
		assertThat(reread.deadline()).isEqualTo(welcome.deadline());
		assertThat(reread.quietHours()).isEqualTo(welcome.quietHours());
	}

	/** The letter of confirmation lives for three days. */
	@Test
	void waitsForAuthUntilNoLetterMayGoAnyMore() {
		this.auth.on("/users", 503, "");
		Event event = signUp(Map.of("user_id", ANN));

		assertThatThrownBy(() -> at(NOON.plus(Duration.ofDays(3))).plan(event)).hasMessageContaining("503");

		assertThat(at(NOON.plus(Duration.ofDays(3)).plusSeconds(60)).plan(event).notices()).hasSize(2)
			.allSatisfy((notice) -> {
				assertThat(notice.suppressed()).as("it ends by its deadline").isNull();
				assertThat(notice.postings()).hasSize(1);
				assertThat(notice.userId()).isEqualTo(ANN);
				assertThat(notice.deadline()).isBefore(NOON.plus(Duration.ofDays(3)).plusSeconds(1));
			});
	}

	@Test
	void readsNobodyAgainWhenItIsTooLateForTheLetterAnyway() {
		user("\"time_zone\": \"UTC\"");
		Event event = signUp(Map.of("user_id", ANN));
		PlannedNotice welcome = this.activities.plan(event).notices().get(1);
		this.auth.on("/users", 503, "");

		assertThatThrownBy(() -> at(welcome.deadline()).reread(event, welcome)).hasMessageContaining("503");
		assertThat(at(welcome.deadline().plusSeconds(60)).reread(event, welcome)).isEqualTo(welcome);
	}

	private PlanActivitiesImpl at(Instant now) {
		return new PlanActivitiesImpl(Catalogues.real(),
				ReceiverDirectories.of(URI.create(this.auth.url()), Clock.systemUTC()), RULES, this.journal, MAILINGS,
				this.erasure, this.optOuts, this.running, this.collected, NoVersions.INSTANCE, Unsealed.DETAILS,
				NoSuppressions.make(), Clock.fixed(now, ZoneOffset.UTC));
	}

	@Test
	void rereadsByThePlanWhateverBecameOfTheCatalogue() {
		user("\"time_zone\": \"UTC\"");
		PlannedNotice planned = this.activities.plan(signUp(Map.of("user_id", ANN))).notices().get(1);
		user("\"email_notifications\": false");

		assertThat(other().reread(signUp(Map.of("user_id", ANN)), planned).suppressed())
			.isEqualTo("opted out of email");
	}

	@Test
	void takesBackWhatSomebodyHasLeft() {
		Event event = new Event("user_opted_out", "e-1", "auth", NOON, Map.of("user_id", ANN));

		assertThat(this.activities.plan(event).notices()).isEmpty();
		verify(this.optOuts).take(ANN, event);
	}

	@Test
	void plansTheChannelsThatReachTheReceiver() {
		Catalogue catalogue = Catalogues.of("""
				cinema.catalogue.events.e.notices.n: {topic: a, template: b, channels: [email, sms], time-to-live: 1d}
				""");
		this.auth.on("/users", 200,
				"{\"items\": [{\"id\": \"" + ANN + "\", \"phone\": \"+79161234567\", \"phone_confirmed\": true, "
						+ "\"preferences\": {\"a\": {\"sms\": true}}}]}");

		PlannedNotice planned = activities(catalogue).plan(new Event("e", "e-1", null, NOON, Map.of("user_id", ANN)))
			.notices()
			.get(0);

		assertThat(planned.suppressed()).isNull();
		assertThat(planned.postings()).extracting(PlannedPosting::channel).containsExactly(Channel.SMS);
	}

	@Test
	void endsAnEventThatTheCatalogueHasLost() {
		assertThatThrownBy(() -> this.activities.plan(new Event("gone", "e-1", null, NOON, Map.of())))
			.isInstanceOfSatisfying(ApplicationFailure.class, (failure) -> {
				assertThat(failure.getType()).isEqualTo("UNKNOWN_TYPE");
				assertThat(failure.isNonRetryable()).isTrue();
			});
	}

	@Test
	void travelsThroughTemporalUnchanged() {
		user("\"time_zone\": \"UTC\"");
		Map<String, Object> details = new HashMap<>();
		details.put("user_id", ANN);
		details.put("nothing", null);
		Event event = signUp(details);
		Plan plan = this.activities.plan(event);
		var converter = DefaultDataConverter.newDefaultInstance();

		assertThat(converter.fromPayload(converter.toPayload(plan).orElseThrow(), Plan.class, Plan.class))
			.isEqualTo(plan);
		assertThat(converter.fromPayload(converter.toPayload(event).orElseThrow(), Event.class, Event.class))
			.isEqualTo(event);
	}

	/** Another version, with other rules and another catalogue. */
	private PlanActivitiesImpl other() {
		return activities(Catalogues.of("cinema.catalogue.events.x.notices.n: "
				+ "{topic: a, template: b, channels: [email], time-to-live: 1d}"));
	}

	private PlanActivitiesImpl activities(Catalogue catalogue) {
		return new PlanActivitiesImpl(catalogue, ReceiverDirectories.of(URI.create(this.auth.url()), Clock.systemUTC()),
				new PlanProperties(LocalTime.of(1, 0), LocalTime.of(2, 0), Duration.ofMinutes(1), Duration.ofHours(1),
						Duration.ofSeconds(1), Duration.ofMinutes(1)),
				this.journal, MAILINGS, this.erasure, this.optOuts, this.running, this.collected, NoVersions.INSTANCE,
				Unsealed.DETAILS, NoSuppressions.make(), Clock.fixed(NOON, ZoneOffset.UTC));
	}

	private static Event signUp(Map<String, Object> details) {
		return new Event("user_signed_up", "e-1", "auth", NOON, details);
	}

	private void user(String fields) {
		this.auth.on("/users", 200,
				"{\"items\": [{\"id\": \"" + ANN + "\", \"email\": \"ann@example.com\", " + fields + "}]}");
	}

}
