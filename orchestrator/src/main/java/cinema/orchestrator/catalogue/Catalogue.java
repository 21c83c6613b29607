package cinema.orchestrator.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import cinema.platform.setting.RefusedSettingsException;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.Rhythm;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Event type to notices; an impossible entry stops the start and is named. */
@Component
public class Catalogue {

	/** The type of events that carry their notice themselves. */
	public static final String MAILING = "mailing";

	private static final Duration LONGEST_LIFE = Duration.ofDays(366);

	private final Map<String, EventEntry> events;

	private final Topics topics;

	private final LetterClasses classes;

	Catalogue(CatalogueProperties properties) {
		this.events = properties.events();
		this.topics = new Topics(properties.topics(), properties.defaultTopic());
		this.classes = new LetterClasses(properties.caps());
		List<String> faults = new ArrayList<>();
		this.topics.check(faults);
		this.classes.check(faults);
		this.events.forEach((type, event) -> check("cinema.catalogue.events." + type, event, faults));
		if (!faults.isEmpty()) {
			throw new RefusedSettingsException(faults);
		}
	}

	private void check(String path, EventEntry event, List<String> faults) {
		if (path.endsWith("." + MAILING)) {
			faults.add(path + " is impossible, since a mailing event carries its notice");
		}
		if (event.notices().isEmpty() && !event.silent() && !event.forgetsUser() && !event.optsOut() && !event.rereads()
				&& !event.provesPhone()) {
			faults.add(path + ".notices names none");
		}
		if (event.farewell() != null && (!event.forgetsUser() || !this.events.containsKey(event.farewell())
				|| this.events.get(event.farewell()).notices().isEmpty())) {
			faults.add(path + ".farewell is " + event.farewell()
					+ ", which has to be an event with notices, and this one has to be one that forgets-user");
		}
		event.notices().forEach((name, notice) -> check(path + ".notices." + name, notice, faults));
	}

	private void check(String path, NoticeEntry notice, List<String> faults) {
		if (notice.topic() == null || notice.topic().isBlank()) {
			faults.add(path + ".topic is missing");
		}
		else if (this.topics.find(notice.topic()).isEmpty()) {
			faults
				.add(path + ".topic is " + notice.topic() + ", which cinema.catalogue.topics does not declare; it has "
						+ String.join(", ", this.topics.all().keySet()));
		}
		String unknown = this.classes.refusal(notice.letterClass());
		if (unknown != null) {
			faults.add(path + ".class: " + unknown + " by cinema.catalogue.caps");
		}
		if (notice.template() == null || !notice.template().matches("[a-z0-9_]+")) {
			faults.add(path + ".template has to be a name of a-z, 0-9 and _");
		}
		if (notice.channels() == null || notice.channels().isEmpty()) {
			faults.add(path + ((notice.steps() != null) ? ".steps" : ".channels") + " names none");
		}
		if (notice.steps() != null) {
			StepEntry.check(path, notice.steps(), notice.timeToLive(), faults);
			if (notice.audience() != null) {
				faults.add(path + ".steps are for one receiver; a notice with an audience has channels");
			}
		}
		if (notice.timeToLive() == null || notice.timeToLive().isNegative() || notice.timeToLive().isZero()
				|| notice.timeToLive().compareTo(LONGEST_LIFE) > 0) {
			faults.add(path + ".time-to-live has to be more than nothing and at most a year, for example 1d");
		}
		notice.checkAttachments(path + ".attachments", faults);
		if (notice.mayBeCollected() && notice.topic() != null) {
			checkCollected(path + (notice.collected() ? ".collected" : notice.folds() ? ".folds" : ".over-cap"), notice,
					faults);
		}
		if (notice.folds() && notice.quietHours() == NoticeEntry.Night.IGNORE) {
			faults.add(path + ".folds is for what waits for the morning, and its quiet-hours are ignore");
		}
		if (notice.folds() && notice.urgency() == Urgency.URGENT) {
			faults.add(path + ".folds is for what is told among others, and its urgency is urgent");
		}
	}

	private void checkCollected(String path, NoticeEntry notice, List<String> faults) {
		if (notice.audience() != null || notice.isDigest() || isRequired(notice)) {
			faults.add(path + " is for what goes to one receiver, who can leave it, and is no digest itself");
		}
		else if (digest(notice.topic()).isEmpty()) {
			faults.add(path + " needs an event with a notice of the topic " + notice.topic() + " whose context is "
					+ NoticeEntry.COLLECTED);
		}
		else if (notice.overCap() == Capped.Over.FOLD && digests(notice.topic())
			.anyMatch((digest) -> !LetterClasses.named(digest).equals(LetterClasses.named(notice)))) {
			faults.add(path + ": what is folded counts by its digest, which has to be of the same class");
		}
	}

	private Stream<NoticeEntry> digests(String topic) {
		return on(topic).filter(NoticeEntry::isDigest);
	}

	private Stream<NoticeEntry> on(String topic) {
		return this.events.values()
			.stream()
			.flatMap((event) -> event.notices().values().stream())
			.filter((notice) -> topic.equals(notice.topic()));
	}

	/**
	 * How a notice counts. A digest is one letter for many already, and counts only where
	 * letters without a place are told by it; it is never dropped and asks for a place
	 * until its deadline, since what is in it is told nowhere else.
	 */
	public @Nullable Capped counted(NoticeEntry notice, Terms terms) {
		if (!notice.isDigest()) {
			return counted(notice, notice.overCap(), terms);
		}
		boolean folded = on(notice.topic()).anyMatch((one) -> one.overCap() == Capped.Over.FOLD);
		Capped counted = folded ? counted(notice, Capped.Over.DEFER, terms) : null;
		return (counted != null) ? counted.untilDeadline() : null;
	}

	private @Nullable Capped counted(NoticeEntry notice, Capped.Over over, Terms terms) {
		return this.classes.counted(notice.letterClass(), over, notice.urgency(), terms.required());
	}

	/** How often somebody wants to hear of a topic who said this, or nothing. */
	public Rhythm rhythm(String topic, @Nullable Delivery said) {
		return this.topics.rhythm(topic, (said != null) ? said.rhythm(topic) : null);
	}

	/** The type of the event by which people are told what was collected on a topic. */
	public Optional<String> digest(String topic) {
		return this.events.entrySet()
			.stream()
			.filter((event) -> event.getValue()
				.notices()
				.values()
				.stream()
				.anyMatch((notice) -> notice.isDigest() && topic.equals(notice.topic())))
			.map(Map.Entry::getKey)
			.sorted()
			.findFirst();
	}

	/** Whether anybody has said what to do about events of this type. */
	public boolean knows(String eventType) {
		return eventType.equals(MAILING) || this.events.containsKey(eventType);
	}

	/** What this event type asks for; empty when nobody has said. */
	public Optional<EventEntry> find(String eventType) {
		return Optional.ofNullable(this.events.get(eventType));
	}

	public Set<String> eventTypes() {
		return this.events.keySet();
	}

	public Topics topics() {
		return this.topics;
	}

	public LetterClasses classes() {
		return this.classes;
	}

	/**
	 * On which channels there are letters on a topic; mailings are on e-mail first of
	 * all.
	 */
	List<Channel> channels(String topic) {
		List<Channel> channels = this.events.values()
			.stream()
			.flatMap((event) -> event.notices().values().stream())
			.filter((notice) -> notice.topic().equals(topic))
			.flatMap((notice) -> notice.channels().stream())
			.distinct()
			.sorted()
			.toList();
		return channels.isEmpty() ? List.of(Channel.EMAIL) : channels;
	}

	/** Whether a notice goes out although the receiver said no to it. */
	public boolean isRequired(NoticeEntry notice) {
		return !this.topics.canBeLeft(notice.topic());
	}

	/** Whom a notice may be sent to. */
	public Terms terms(NoticeEntry notice) {
		return terms(Terms.of(notice.topic(), isRequired(notice), notice.toUnconfirmed()));
	}

	/** Whom a planned notice may be sent to, whatever became of the catalogue. */
	public Terms terms(Event event, PlannedNotice planned) {
		return terms(Terms.of(planned.topic(), isRequired(event, planned), planned.toUnconfirmed()));
	}

	/**
	 * Whom a mailing may be sent to. Whoever orders one names its topic, and makes
	 * nothing a letter about an account by that.
	 */
	public Terms terms(Mailing mailing) {
		return terms(new Terms(mailing.topic(), mailing.required(), false, true));
	}

	private Terms terms(Terms terms) {
		return terms.byDefault(this.topics.isByDefault(terms.topic()));
	}

	/**
	 * Whether it goes out although the receiver switched letters off. Plans of earlier
	 * versions do not say so; of those, what the catalogue has lost meanwhile is let go.
	 */
	private boolean isRequired(Event event, PlannedNotice planned) {
		return (planned.required() != null) ? planned.required()
				: find(event.type()).map((entry) -> entry.notices().get(planned.name()))
					.map(this::isRequired)
					.orElse(true);
	}

	/**
	 * The templates of all notices, each as {@code <channel>/<name>}, and which notice
	 * asks for it.
	 */
	public Map<String, String> templates() {
		Map<String, String> templates = new TreeMap<>();
		this.events.forEach((type, event) -> event.notices()
			.forEach((name, notice) -> notice.channels()
				.forEach((channel) -> templates.put(channel + "/" + notice.template(), type + "." + name))));
		return templates;
	}

}
