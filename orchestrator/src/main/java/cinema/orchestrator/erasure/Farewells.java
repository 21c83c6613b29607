package cinema.orchestrator.erasure;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.EventEntry;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.seal.PersonKeys;
import cinema.orchestrator.temporal.WorkflowStarter;
import cinema.workflows.WorkflowIds;
import cinema.workflows.plan.Event;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells whoever was erased that it has happened, since it may not have been them who
 * asked for it. The letter is an event of its own that names nothing but their address,
 * and a day after it has ended nothing tells whom it went to.
 */
@Component
class Farewells {

	private static final Duration KEPT = Duration.ofDays(1);

	private final WorkflowStarter starter;

	private final Catalogue catalogue;

	private final Journal journal;

	private final PersonKeys keys;

	private final WorkflowClient temporal;

	private final Clock clock;

	Farewells(WorkflowStarter starter, Catalogue catalogue, Journal journal, PersonKeys keys, WorkflowClient temporal,
			Clock clock) {
		this.keys = keys;
		this.temporal = temporal;
		this.starter = starter;
		this.catalogue = catalogue;
		this.journal = journal;
		this.clock = clock;
	}

	/**
	 * Whether an earlier try of the erasure has said it; whatever is known by the address
	 * since then is that letter.
	 */
	boolean isSaid(String type, Event erased) {
		try {
			this.temporal.newUntypedWorkflowStub(WorkflowIds.event(type, id(type, erased))).describe();
			return true;
		}
		catch (WorkflowNotFoundException ex) {
			return false;
		}
	}

	private static String id(String type, Event erased) {
		return UUID.nameUUIDFromBytes((type + "/" + erased.id()).getBytes(StandardCharsets.UTF_8)).toString();
	}

	/** Starts it once for each erasure, however often that is tried. */
	void say(String type, Event erased, String address) {
		Map<String, Object> details = new LinkedHashMap<>(Map.of("email", address));
		if (erased.details().get("locale") instanceof String locale) {
			details.put("locale", locale);
		}
		try {
			this.starter.start(new Event(type, id(type, erased), erased.fromService(), erased.occurredAt(), details),
					Map.of());
		}
		catch (WorkflowExecutionAlreadyStarted ex) {
			// by an earlier try
		}
	}

	@Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
	void forget() {
		List<String> types = this.catalogue.eventTypes()
			.stream()
			.map((type) -> this.catalogue.find(type).map(EventEntry::farewell).orElse(null))
			.filter(Objects::nonNull)
			.toList();
		this.keys.drop(this.journal.forgetFarewells(types, this.clock.instant().minus(KEPT)));
	}

}
