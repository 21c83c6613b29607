package cinema.worker.attachment;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import cinema.worker.queue.QueueProperties;
import cinema.workflows.contract.Urgency;

import org.springframework.stereotype.Component;

/** What is known of services by the files that they gave: how quick, and how large. */
@Component
class ServicePaces {

	/** What is expected of a file of which nothing is known, in bytes. */
	private static final long FIRST = 16 * 1024;

	/** For so long a letter waits in its workflow for which a service has no turn. */
	private static final Duration SOON = Duration.ofSeconds(5);

	private static final Duration SLOW_GAP = Duration.ofSeconds(30);

	private final Map<Urgency, Integer> turns = new EnumMap<>(Urgency.class);

	private final Map<String, Map<Urgency, ServicePace>> paces = new HashMap<>();

	/** Of the last files of each service that were for one letter. */
	private final Map<String, Long> sizes = new ConcurrentHashMap<>();

	private final Clock clock;

	ServicePaces(AttachmentProperties properties, QueueProperties queue, Clock clock) {
		this.clock = clock;
		for (Urgency urgency : Urgency.values()) {
			this.turns.put(urgency, (urgency == Urgency.BULK) ? properties.connections() / 2
					: Math.max(1, queue.concurrencyOf(urgency) / 2));
		}
		boolean alone = properties.services().size() == 1;
		properties.services().keySet().forEach((name) -> {
			Map<Urgency, ServicePace> own = new EnumMap<>(Urgency.class);
			this.turns.forEach((urgency, number) -> own.put(urgency, new ServicePace(number, alone)));
			this.paces.put(name, own);
		});
	}

	/** Letters that fetch at the same time, from whatever services. */
	int turns(Urgency urgency) {
		return this.turns.getOrDefault(urgency, 1);
	}

	private ServicePace pace(String service, Urgency urgency) {
		return Objects.requireNonNull(Objects.requireNonNull(this.paces.get(service)).get(urgency));
	}

	/** Whether letters that wait for it keep others waiting. */
	boolean isSlow(String service, Urgency urgency) {
		return pace(service, urgency).isSlow();
	}

	/**
	 * Takes a turn, which is to be closed. Who hurries waits for one, but not for one of
	 * a service that is slow.
	 * @throws FileTroubleException when there is none
	 */
	ServicePace.Turn enter(String service, FetchTerms terms) throws FileTroubleException, InterruptedException {
		ServicePace pace = pace(service, terms.urgency());
		ServicePace.Turn turn = (terms.hurries() && pace.isSlow()) ? null
				: pace.enter(terms.hurries() ? terms.until() : System.nanoTime());
		if (turn == null) {
			throw enough(service, terms);
		}
		return turn;
	}

	/** A few letters of those that others must not wait for come again by themselves. */
	FileTroubleException enough(String service, FetchTerms terms) {
		ServicePace pace = pace(service, terms.urgency());
		boolean aside = terms.hurries() && pace.letsComeAgain();
		Duration gap = pace.isSlow() ? SLOW_GAP : SOON;
		return FileTroubleException.enough(service, aside ? null : this.clock.instant().plus(gap));
	}

	/** How large the next file of a service is, by those before it. */
	long expected(String service) {
		return this.sizes.getOrDefault(service, FIRST);
	}

	void expect(String service, long size) {
		this.sizes.merge(service, size, (before, now) -> Math.max(now, (7 * before + now) / 8));
	}

}
