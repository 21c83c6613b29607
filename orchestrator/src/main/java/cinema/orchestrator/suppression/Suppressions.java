package cinema.orchestrator.suppression;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.queue.QueueProperties;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.seal.AddressMarks;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.memory.Recent;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Who is left alone since something came back, for those who decide and for staff. */
@Component
public class Suppressions {

	/** From the plan of a letter until it is made, which is when it is not held. */
	private static final Duration RECENT = Duration.ofSeconds(1);

	private static final int MOST_RECENT = 1000;

	private final Recent<String, Suppressed> recent;

	private final SuppressionTable table;

	private final SuppressionBrake brake;

	private final SuppressionProperties properties;

	private final Set<Channel> served;

	/** Those whose addresses may be left alone. */
	private final List<Channel> closing;

	private final AddressMarks marks;

	private final Audit audit;

	private final Clock clock;

	Suppressions(SuppressionTable table, SuppressionBrake brake, SuppressionProperties properties,
			QueueProperties queues, AddressMarks marks, Audit audit, Clock clock) {
		this.recent = new Recent<>(RECENT, MOST_RECENT, clock);
		this.served = Set.copyOf(queues.channels());
		this.closing = this.served.stream().filter((one) -> one.has(Channel.Trait.RETURNS)).toList();
		this.table = table;
		this.brake = brake;
		this.properties = properties;
		this.marks = marks;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * What holds for this person; what another instance takes down counts here a moment
	 * later.
	 */
	public Suppressed of(Receiver receiver) {
		String addresses = receiver.email() + " " + receiver.phone();
		Suppressed known = this.recent.get(addresses);
		if (known != null) {
			return known;
		}
		Suppressed found = of(List.of(receiver));
		// Who is closed is asked for again, since that is final.
		if (found.isEmpty()) {
			this.recent.put(addresses, found);
		}
		return found;
	}

	/** What holds for these people; one statement, however many they are. */
	public Suppressed of(Collection<Receiver> receivers) {
		Map<String, String> addresses = new HashMap<>();
		receivers.stream()
			.flatMap((receiver) -> this.closing.stream().map(receiver::address))
			.filter(Objects::nonNull)
			.forEach((address) -> this.marks.all(address).forEach((hash) -> addresses.put(hash, address)));
		Map<String, Suppression> found = new HashMap<>();
		if (!addresses.isEmpty()) {
			Map<String, Suppression> holding = this.table.holding(addresses.keySet());
			addresses.forEach((hash, address) -> {
				Suppression known = holding.get(hash);
				if (known != null) {
					found.put(address, known);
				}
			});
		}
		return new Suppressed(found, this.served);
	}

	/**
	 * Takes down what came back from an address, and leaves it alone if that is enough.
	 */
	void note(BouncedAddress bounced, BounceKind kind) {
		String hash = this.marks.of(bounced.address());
		this.table.rename(this.marks.all(bounced.address()), hash);
		switch (kind) {
			case HARD -> suppress(hash, bounced, kind, null);
			case COMPLAINT -> this.table.suppress(hash, bounced, kind, null);
			case SOFT -> {
				int soft = this.table.count(hash, bounced, bounced.at().minus(this.properties.softWindow()));
				if (soft >= this.properties.softBounces()) {
					suppress(hash, bounced, kind, bounced.at().plus(this.properties.softFor()));
				}
			}
			case BLOCKED -> {
				// Nothing is wrong with the address.
			}
		}
		this.recent.forgetAll();
	}

	private void suppress(String hash, BouncedAddress bounced, BounceKind kind, @Nullable Instant until) {
		if (this.table.holding(List.of(hash)).containsKey(hash) || !this.brake.holds(bounced, kind)) {
			this.table.suppress(hash, bounced, kind, until);
		}
	}

	public List<Suppression> list(SuppressionFilter filter, @Nullable Cursor after, int most) {
		return this.table.list(filter, after, most);
	}

	/**
	 * One of them.
	 * @throws RefusedException when there is none
	 */
	public Suppression find(UUID id) {
		return this.table.find(id)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such suppression."));
	}

	/**
	 * Letters go there again, until something comes back.
	 * @param reason why, in plain words, or null
	 * @throws RefusedException when it does not hold any more
	 */
	public Suppression lift(UUID id, @Nullable String reason) {
		find(id);
		return this.audit.doing("suppression lifted", "suppression " + id, reason, () -> {
			if (!this.table.lift(id, Actor.now().name())) {
				throw new RefusedException(HttpStatus.CONFLICT, "", "It was lifted before, or is over.");
			}
			return find(id);
		});
	}

	/**
	 * Letters go to an address again, since somebody has proved just then that they read
	 * there; what came back later counts all the same.
	 */
	public void proved(String userId, String address, Instant at) {
		this.table.reopen(this.marks.all(address), userId, at);
	}

	/** Forgets a person here. */
	public void forget(String userId, Collection<String> addresses) {
		this.recent.forgetAll();
		this.table.forget(userId, addresses.stream().flatMap((one) -> this.marks.all(one).stream()).toList());
	}

	/** Those of which something may come of it. */
	public static List<BounceKind> kinds() {
		return Arrays.stream(BounceKind.values()).filter((kind) -> kind != BounceKind.BLOCKED).toList();
	}

	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void forgetOld() {
		this.table.forgetOld(this.clock.instant().minus(this.properties.softWindow()),
				this.clock.instant().minus(this.properties.keepLifted()));
	}

}
