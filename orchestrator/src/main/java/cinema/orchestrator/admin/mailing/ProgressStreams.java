package cinema.orchestrator.admin.mailing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import cinema.orchestrator.admin.Reader;
import cinema.orchestrator.admin.Readers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Who watches mailings at this instance. Each mailing is looked at once in an interval,
 * however many watch it, and not at all when nobody does.
 */
@Component
class ProgressStreams implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(ProgressStreams.class);

	private static final int LOOKERS = 2;

	private static final String SCOPE = "mailings:read";

	/** What a browser that takes nothing is given. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** By the ids of their workflows. */
	private final Map<String, WatchedMailing> watched = new ConcurrentHashMap<>();

	private final Set<Viewer> all = ConcurrentHashMap.newKeySet();

	private final ExecutorService lookers = Executors.newFixedThreadPool(LOOKERS,
			new CustomizableThreadFactory("mailing-progress-"));

	private final MailingPage page;

	private final Readers readers;

	private final LiveProperties properties;

	private final Counter refused;

	private final Timer looks;

	private volatile boolean running;

	ProgressStreams(MailingPage page, Readers readers, LiveProperties properties, MeterRegistry meters) {
		this.page = page;
		this.readers = readers;
		this.properties = properties;
		Gauge.builder("cinema.live.streams", this.all, Set::size)
			.description("pages of mailings that are told as it goes on")
			.register(meters);
		this.refused = Counter.builder("cinema.live.refused")
			.description("pages of mailings that ask now and then, since there was no room")
			.register(meters);
		this.looks = Timer.builder("cinema.live.looks")
			.description("looks at mailings that somebody watches")
			.register(meters);
	}

	/**
	 * Tells whoever asks what changes, until there is nothing more to tell.
	 * @return whether there is room for them
	 */
	synchronized boolean open(String id, String notice, HttpServletRequest request) throws IOException {
		Reader reader = this.readers.of(request);
		if (!hasRoom(reader)) {
			this.refused.increment();
			return false;
		}
		String key = id + "/" + notice;
		Viewer viewer = new Viewer(this.readers, reader, new EventStream(request.startAsync()));
		this.all.add(viewer);
		WatchedMailing mailing = this.watched.compute(key, (one, known) -> {
			WatchedMailing theirs = (known != null) ? known : new WatchedMailing(this.page, id, notice);
			theirs.viewers().add(viewer);
			return theirs;
		});
		viewer.stream().begin(() -> forget(key, viewer));
		mailing.greet(viewer);
		look(mailing);
		return true;
	}

	private boolean hasRoom(Reader reader) {
		return this.running && this.all.size() < this.properties.most()
				&& this.all.stream().filter((one) -> isSame(one.reader(), reader)).count() < this.properties
					.perPerson();
	}

	private static boolean isSame(Reader one, Reader other) {
		return one.person().getName().equals(other.person().getName());
	}

	private void forget(String key, Viewer viewer) {
		this.all.remove(viewer);
		this.watched.computeIfPresent(key, (one, mailing) -> {
			mailing.viewers().remove(viewer);
			return mailing.viewers().isEmpty() ? null : mailing;
		});
	}

	@Scheduled(fixedDelayString = "${cinema.live.interval:2s}")
	void look() {
		this.watched.values().forEach(this::look);
	}

	private void look(WatchedMailing mailing) {
		if (this.running && mailing.isToBeLookedAt()) {
			this.lookers.execute(() -> this.looks.record(mailing::look));
		}
	}

	@Scheduled(fixedDelay = 1000)
	void tend() {
		for (Viewer one : this.all) {
			if (one.stream().isToEnd(this.properties.longest(), PATIENCE)) {
				one.stream().close();
			}
			else {
				one.stream().beat(this.properties.heartbeat());
			}
		}
	}

	/** Who has signed out, or lost a role, is told no more. */
	@Scheduled(fixedDelay = 5000)
	void ask() {
		Map<String, List<Viewer>> sessions = this.all.stream()
			.collect(Collectors.groupingBy((one) -> one.reader().session()));
		try {
			sessions.values()
				.stream()
				.filter((theirs) -> !this.readers.mayStill(theirs.get(0).reader(), SCOPE))
				.flatMap(List::stream)
				.forEach((one) -> one.stream().close());
		}
		catch (RuntimeException trouble) {
			logger.warn("Who may still watch is asked later: {}", trouble.getClass().getSimpleName());
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	/** Before the web server waits for its requests. */
	@Override
	public synchronized void stop() {
		this.running = false;
		List.copyOf(this.all).forEach((one) -> one.stream().close());
	}

	@PreDestroy
	void end() {
		this.lookers.shutdownNow();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return DEFAULT_PHASE;
	}

}
