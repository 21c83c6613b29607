package cinema.orchestrator.receiver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * What colleagues are called, for pages that would show their ids otherwise. An auth that
 * is away holds no page up twice.
 */
@Component
public class StaffNames {

	private static final Logger logger = LoggerFactory.getLogger(StaffNames.class);

	private static final Duration KEPT = Duration.ofMinutes(10);

	private static final Duration AWAY = Duration.ofSeconds(30);

	private static final int MOST = 1000;

	private final Map<String, Known> known = new ConcurrentHashMap<>();

	private final ReceiverDirectory directory;

	private final Clock clock;

	private volatile Instant askAgain = Instant.EPOCH;

	StaffNames(ReceiverDirectory directory, Clock clock) {
		this.directory = directory;
		this.clock = clock;
	}

	/**
	 * The name of somebody.
	 * @param addresses whether an address will do where there is no name
	 * @return nothing where auth knows none, or is away
	 */
	public Optional<String> of(String userId, boolean addresses) {
		Known person = find(userId);
		String name = (person != null) ? person.name() : null;
		return Optional.ofNullable((name == null && person != null && addresses) ? person.address() : name);
	}

	private @Nullable Known find(String userId) {
		Instant now = this.clock.instant();
		Known last = this.known.get(userId);
		if (last != null && last.at().plus(KEPT).isAfter(now)) {
			return last;
		}
		return now.isBefore(this.askAgain) ? last : ask(userId, now);
	}

	private @Nullable Known ask(String userId, Instant now) {
		try {
			Receiver person = this.directory.find(userId);
			String name = Stream.of(person.firstName(), person.lastName())
				.flatMap(Stream::ofNullable)
				.collect(Collectors.joining(" "));
			Known found = new Known(now, name.isEmpty() ? null : name, person.email());
			if (this.known.size() >= MOST) {
				this.known.clear();
			}
			this.known.put(userId, found);
			return found;
		}
		catch (RuntimeException away) {
			logger.debug("auth does not say what staff are called: {}", away.toString());
			this.askAgain = now.plus(AWAY);
			return this.known.get(userId);
		}
	}

	private record Known(Instant at, @Nullable String name, @Nullable String address) {
	}

}
