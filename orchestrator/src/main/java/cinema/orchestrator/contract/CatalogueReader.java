package cinema.orchestrator.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.EventEntry;
import cinema.orchestrator.catalogue.LetterClasses;
import cinema.orchestrator.catalogue.NoticeEntry;
import cinema.orchestrator.catalogue.StepEntry;
import cinema.orchestrator.catalogue.StepEntry.StepNight;
import cinema.orchestrator.catalogue.TopicEntry;
import cinema.orchestrator.contract.CatalogueSeen.EventSeen;
import cinema.orchestrator.contract.CatalogueSeen.NoticeSeen;
import cinema.orchestrator.contract.CatalogueSeen.StepSeen;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/** Puts together what there is to know of each event type. */
@Component
public class CatalogueReader {

	private final Catalogue catalogue;

	private final Contracts contracts;

	CatalogueReader(Catalogue catalogue, Contracts contracts) {
		this.catalogue = catalogue;
		this.contracts = contracts;
	}

	/** All event types by name. */
	public CatalogueSeen all() {
		return new CatalogueSeen(this.contracts.types().stream().map(this::event).toList());
	}

	/** One event type; nothing when nobody knows it. */
	public Optional<EventSeen> find(String type) {
		return this.contracts.types().contains(type) ? Optional.of(event(type)) : Optional.empty();
	}

	private EventSeen event(String type) {
		JsonNode schema = this.contracts.whole(type);
		EventEntry entry = this.catalogue.find(type).orElse(null);
		return new EventSeen(type, text(schema, "title"), text(schema, "description"), effect(entry),
				(entry != null) ? notices(type, entry) : List.of(), schema,
				SchemaFields.of((schema != null) ? schema : this.contracts.common()), this.contracts.sample(type));
	}

	private static @Nullable String text(@Nullable JsonNode schema, String field) {
		return (schema != null && schema.path(field).isString()) ? schema.path(field).asString() : null;
	}

	private static String effect(@Nullable EventEntry entry) {
		if (entry == null) {
			return "carries_notice";
		}
		if (entry.forgetsUser()) {
			return "forgets_user";
		}
		return entry.optsOut() ? "opts_out" : entry.notices().isEmpty() ? "silent" : "notices";
	}

	private List<NoticeSeen> notices(String type, EventEntry entry) {
		return entry.notices().entrySet().stream().map((one) -> notice(type, one.getKey(), one.getValue())).toList();
	}

	private NoticeSeen notice(String type, String name, NoticeEntry notice) {
		return new NoticeSeen(name, "cinema.catalogue.events." + type + ".notices." + name, notice.topic(),
				this.catalogue.topics().find(notice.topic()).map(TopicEntry::title).orElse(Map.of()), notice.template(),
				notice.channels().stream().map(Object::toString).toList(), steps(notice), notice.urgency().toString(),
				notice.quietHours().name().toLowerCase(Locale.ROOT), notice.timeToLive().toString(),
				this.catalogue.isRequired(notice), notice.audience() != null, LetterClasses.named(notice),
				overCap(notice), notice.collected(), notice.folds(),
				notice.mayBeCollected() ? this.catalogue.digest(notice.topic()).orElse(null) : null,
				notice.attachments()
					.stream()
					.map((file) -> String.valueOf((file.from() != null) ? file.from() : file.name()))
					.toList());
	}

	private @Nullable String overCap(NoticeEntry notice) {
		boolean exempt = this.catalogue.isRequired(notice) || notice.urgency() == Urgency.URGENT;
		return exempt ? null : notice.overCap().name().toLowerCase(Locale.ROOT);
	}

	private static List<StepSeen> steps(NoticeEntry notice) {
		List<StepEntry> steps = notice.steps();
		return (steps != null) ? steps.stream().map(CatalogueReader::step).toList()
				: notice.channels().stream().map((channel) -> new StepSeen(channel.toString(), null, false)).toList();
	}

	private static StepSeen step(StepEntry step) {
		return new StepSeen(step.channel().toString(), (step.after() != null) ? step.after().toString() : null,
				step.night() == StepNight.DELIVER);
	}

}
