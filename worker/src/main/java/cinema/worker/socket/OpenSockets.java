package cinema.worker.socket;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import cinema.worker.inbox.InboxChanges;
import cinema.worker.inbox.InboxRows;
import cinema.worker.security.People.SignedIn;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.websocket.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The sockets of this instance. Each knows up to which change its browser was told, so
 * that word of a change may come twice, late or never: what is sent is what the database
 * has beyond that.
 */
@Component
class OpenSockets implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(OpenSockets.class);

	private static final int READERS = 4;

	private static final int PEOPLE_AT_ONCE = 1000;

	private static final String PING = "{\"type\":\"ping\"}";

	private final Set<OpenSocket> all = ConcurrentHashMap.newKeySet();

	/** Who has not said yet whose they are, the oldest first. */
	private final Set<OpenSocket> strangers = new LinkedHashSet<>();

	/** The oldest first. */
	private final Map<String, Set<OpenSocket>> byPerson = new ConcurrentHashMap<>();

	/** Whose inbox is going to be read; word that comes meanwhile is heard with it. */
	private final Set<String> due = ConcurrentHashMap.newKeySet();

	private final ExecutorService readers = Executors.newFixedThreadPool(READERS,
			new CustomizableThreadFactory("inbox-reader-"));

	private final ExecutorService closing = Executors.newFixedThreadPool(READERS,
			new CustomizableThreadFactory("socket-closing-"));

	private final InboxRows rows;

	private final SocketProperties properties;

	private final JsonMapper json;

	private final MeterRegistry meters;

	private final Clock clock;

	private volatile boolean running;

	OpenSockets(InboxRows rows, SocketProperties properties, JsonMapper json, MeterRegistry meters, Clock clock) {
		this.rows = rows;
		this.properties = properties;
		this.json = json;
		this.meters = meters;
		this.clock = clock;
		Gauge.builder("cinema.inbox.sockets", this.all, Set::size)
			.description("sockets that are open")
			.register(meters);
		for (Farewell farewell : Farewell.values()) {
			meters.counter("cinema.inbox.sockets.closed", "reason", farewell.name());
		}
	}

	OpenSocket admit(Session session) {
		OpenSocket socket = new OpenSocket(session, this.properties, this.closing,
				(farewell) -> this.meters.counter("cinema.inbox.sockets.closed", "reason", farewell.name())
					.increment());
		// Whoever closes it at once finds it.
		session.getUserProperties().put(OpenSocket.KEY, socket);
		this.all.add(socket);
		if (this.all.size() > this.properties.most() || !this.running) {
			leave(socket, this.running ? Farewell.LATER : Farewell.STOPPING);
		}
		else {
			receive(socket);
		}
		return socket;
	}

	private void receive(OpenSocket socket) {
		OpenSocket tooMany = null;
		synchronized (this.strangers) {
			this.strangers.add(socket);
			if (this.strangers.size() > this.properties.strangers()) {
				tooMany = this.strangers.iterator().next();
			}
		}
		if (tooMany != null) {
			leave(tooMany, Farewell.LATER);
		}
	}

	/** It has said whose it is; the oldest of too many has to go. */
	void greet(OpenSocket socket, SignedIn who, long cursor) {
		socket.belongsTo(who.person(), who.until(), cursor);
		List<OpenSocket> tooMany = new ArrayList<>();
		this.byPerson.compute(who.person(), (person, known) -> {
			Set<OpenSocket> theirs = (known != null) ? known : new LinkedHashSet<>();
			theirs.add(socket);
			theirs.stream().limit(Math.max(0, theirs.size() - this.properties.perPerson())).forEach(tooMany::add);
			return theirs;
		});
		tooMany.forEach((one) -> leave(one, Farewell.MANY));
		known(socket);
		if (socket.isEnded()) {
			// In the meantime.
			release(socket);
		}
		changed(who.person());
	}

	/** It counts until its connection is closed, too. */
	void leave(OpenSocket socket, Farewell farewell) {
		socket.close(farewell);
		release(socket);
	}

	/** Its connection is closed. */
	void forget(OpenSocket socket) {
		socket.end();
		this.all.remove(socket);
		release(socket);
	}

	private void known(OpenSocket socket) {
		synchronized (this.strangers) {
			this.strangers.remove(socket);
		}
	}

	private void release(OpenSocket socket) {
		known(socket);
		String person = socket.person();
		if (person != null) {
			this.byPerson.computeIfPresent(person, (one, theirs) -> {
				theirs.remove(socket);
				return theirs.isEmpty() ? null : theirs;
			});
		}
	}

	/** Tells a change to whoever has not been told. */
	void changed(String person, long version) {
		if (of(person).stream().anyMatch((one) -> one.cursor() < version)) {
			changed(person);
		}
	}

	private void changed(String person) {
		if (this.due.add(person)) {
			this.readers.execute(() -> {
				this.due.remove(person);
				tell(person);
			});
		}
	}

	private void tell(String person) {
		for (OpenSocket socket : of(person)) {
			try {
				tell(person, socket);
			}
			catch (RuntimeException trouble) {
				logger.warn("A browser is told later: {}", trouble.getClass().getSimpleName());
			}
		}
	}

	private void tell(String person, OpenSocket socket) {
		synchronized (socket.turn()) {
			InboxChanges changes = this.rows.changes(person, socket.cursor());
			if (changes.erased()) {
				leave(socket, Farewell.ERASED);
				return;
			}
			if (!socket.isTold() || changes.cursor() != socket.cursor()) {
				socket.moveTo(changes.cursor());
				socket.send(this.json.writeValueAsString(new Told("changes", changes)));
			}
		}
	}

	private Collection<OpenSocket> of(String person) {
		List<OpenSocket> theirs = new ArrayList<>();
		this.byPerson.computeIfPresent(person, (one, known) -> {
			theirs.addAll(known);
			return known;
		});
		return theirs;
	}

	@Scheduled(fixedDelay = 1000)
	void look() {
		long now = System.nanoTime();
		Instant today = this.clock.instant();
		this.all.forEach((socket) -> look(socket, now, today));
	}

	private void look(OpenSocket socket, long now, Instant today) {
		long ping = this.properties.ping().toNanos();
		boolean late = socket.person() == null && socket.age(now) > this.properties.hello().toNanos();
		if (late || !socket.until().isAfter(today)) {
			leave(socket, Farewell.TOKEN);
		}
		else if (socket.silentFor(now) > 3 * ping) {
			leave(socket, Farewell.SILENT);
		}
		else if (socket.person() != null && socket.isToBeAsked(now, ping)) {
			socket.send(PING);
		}
	}

	/** Word of a change may have got lost. */
	@Scheduled(fixedDelayString = "${cinema.socket.catch-up:30s}")
	void catchUp() {
		List<String> people = List.copyOf(this.byPerson.keySet());
		for (int from = 0; from < people.size(); from += PEOPLE_AT_ONCE) {
			List<String> some = people.subList(from, Math.min(people.size(), from + PEOPLE_AT_ONCE));
			try {
				Map<String, Long> cursors = this.rows.cursors(some);
				some.stream()
					.filter((person) -> of(person).stream()
						.anyMatch((one) -> !one.isTold() || one.cursor() != cursors.getOrDefault(person, 0L)))
					.forEach(this::changed);
			}
			catch (RuntimeException trouble) {
				logger.warn("What may have got lost is looked for later: {}", trouble.getClass().getSimpleName());
				return;
			}
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	/** Before the web server waits for its connections. */
	@Override
	public void stop() {
		this.running = false;
		List.copyOf(this.all).forEach((one) -> leave(one, Farewell.STOPPING));
		this.closing.shutdown();
		this.readers.shutdownNow();
		try {
			this.closing.awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return DEFAULT_PHASE;
	}

	/** A message to a browser: with the fields of the changes beside its type. */
	private record Told(String type, @JsonUnwrapped InboxChanges changes) {
	}

}
