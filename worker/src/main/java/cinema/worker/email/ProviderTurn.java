package cinema.worker.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * By which provider a letter goes, and its place there: the first of its order that
 * answers well, has one and takes it; where none of those has room for long, the first of
 * the others. One that is passed over is not asked again.
 */
final class ProviderTurn {

	/** So long a letter waits for one of several providers before it asks another. */
	private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);

	/**
	 * So long a letter waits for a connection to one that answers well before it goes by
	 * another.
	 */
	private static final long PREFERENCE = TimeUnit.SECONDS.toNanos(1);

	/** So long one that does not greet is left alone. */
	private static final Duration AWAY = Duration.ofSeconds(2);

	/** What is to wait for longer goes back to its workflow. */
	private static final Duration SOON = Duration.ofSeconds(1);

	private final Clock clock;

	private final boolean amongSeveral;

	/** Those that were not passed over, its first choice first. */
	private final List<SmtpProvider> left;

	private final Urgency urgency;

	/** By which it goes. */
	private @Nullable SmtpProvider provider;

	/** Whether the provider's seats of mailings have one less for it. */
	private boolean seated;

	/** On which it was taken of what the provider takes a day. */
	private LocalDate day = LocalDate.EPOCH;

	ProviderTurn(SmtpProviders providers, Clock clock, Posting posting) {
		this.clock = clock;
		this.amongSeveral = providers.areSeveral();
		this.left = new ArrayList<>(providers.inOrder(posting));
		this.urgency = posting.urgency();
	}

	SmtpProvider at() {
		return Objects.requireNonNull(this.provider, "there is no provider");
	}

	/** What stands in front of its words, where there are several. */
	String name() {
		return (this.amongSeveral && this.provider != null) ? this.provider.name() + ": " : "";
	}

	Instant now() {
		return this.clock.instant();
	}

	/** Whether others stand in for one another. */
	boolean isAmongSeveral() {
		return this.amongSeveral;
	}

	/**
	 * Takes a seat.
	 * @param most for so long it waits for one, in nanoseconds
	 * @return false when there is none by then
	 * @throws PutOffException when it is worth asking much later
	 */
	boolean sit(long most) throws PutOffException {
		long began = System.nanoTime();
		try {
			for (int turn = 0;; turn++) {
				List<SmtpProvider> preferred = preferred();
				Wait wait = find(preferred);
				long waited = System.nanoTime() - began;
				if (wait != null && (!wait.isForASeat() || waited > PREFERENCE)) {
					wait = wait.or(() -> find(without(preferred)));
				}
				if (wait == null) {
					return true;
				}
				require(wait);
				if (waited >= most) {
					return false;
				}
				if (await(wait, most - waited, preferred.get(turn % preferred.size()))) {
					return true;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PutOffException(new SendResult.Deferred("the worker stops", true, null));
		}
	}

	/**
	 * Takes the seat that the only provider keeps for it.
	 * @throws PutOffException when it is worth asking later; then the seat is left
	 */
	void take() throws PutOffException {
		Wait wait = admitted(this.left.get(0), true);
		if (wait != null) {
			throw putOff(wait);
		}
	}

	/** Leaves the seat that the only provider keeps for it. */
	void renounce() {
		this.left.get(0).pool().leave(this.urgency);
	}

	/**
	 * Those that answer well, in its order; all of them if none does. The letter's first
	 * choice is one of them when it is time that somebody tries it.
	 */
	private List<SmtpProvider> preferred() {
		if (this.left.size() < 2) {
			return this.left;
		}
		List<SmtpProvider> some = this.left.stream().filter(this::isPreferred).toList();
		return some.isEmpty() ? this.left : some;
	}

	/** One that takes nothing at all is tried as that says. */
	private boolean isPreferred(SmtpProvider one) {
		return one.health().isWell(this.urgency) || one.standing().isRefused(this.urgency)
				|| (one.equals(this.left.get(0)) && one.health().tries(this.urgency));
	}

	private List<SmtpProvider> without(List<SmtpProvider> some) {
		return this.left.stream().filter((one) -> !some.contains(one)).toList();
	}

	/** Null with a seat; else what the first one waits for that could have one. */
	private @Nullable Wait find(List<SmtpProvider> some) {
		Wait wait = Wait.FOR_NOBODY;
		for (SmtpProvider one : some) {
			Wait own = one.pool().sits(this.urgency) ? admitted(one, true) : Wait.FOR_A_SEAT;
			if (own == null) {
				return null;
			}
			wait = own.isBetterThan(wait) ? own : wait;
		}
		return wait;
	}

	/** Null when the provider takes it; else its seat is left. */
	private @Nullable Wait admitted(SmtpProvider one, boolean seat) {
		LocalDate today = one.limit().today();
		Duration limited = one.limit().take(this.urgency);
		Instant closed = (limited == null) ? closed(one) : null;
		if (limited == null && closed == null) {
			this.provider = one;
			this.seated = seat;
			this.day = today;
			return null;
		}
		if (closed != null) {
			one.limit().giveBack(this.urgency, today);
		}
		if (seat) {
			one.pool().leave(this.urgency);
		}
		return (limited != null) ? new Wait("the mail server takes no more letters of us now", limited, false)
				: new Wait("the mail server refuses us, and letters wait",
						Duration.between(this.clock.instant(), closed), true);
	}

	/**
	 * Until when it is left alone, or null. The letter that tries it could go by another
	 * one: it is not to wait for one that says nothing.
	 */
	private @Nullable Instant closed(SmtpProvider one) {
		Instant closed = one.standing().closedUntil(this.urgency);
		boolean tries = closed == null && this.amongSeveral && one.standing().isRefused(this.urgency);
		return (tries && !one.server().isThere()) ? this.clock.instant().plus(AWAY) : closed;
	}

	/** Whether it has a seat then. */
	private boolean await(Wait wait, long rest, SmtpProvider one) throws InterruptedException {
		if (!wait.isForASeat()) {
			TimeUnit.NANOSECONDS.sleep(Math.min(rest, wait.time().toNanos()));
			return false;
		}
		return one.pool().sits(this.urgency, (this.left.size() == 1) ? rest : Math.min(rest, PATIENCE))
				&& admitted(one, true) == null;
	}

	private void require(Wait wait) throws PutOffException {
		if (!wait.isWorthIt()) {
			throw putOff(wait);
		}
	}

	private PutOffException putOff(Wait wait) {
		return new PutOffException(new SendResult.Deferred(wait.why(), true, this.clock.instant().plus(wait.time())));
	}

	/** Whether there is one that it was not passed over by. */
	boolean hasOthers() {
		return this.left.size() > 1;
	}

	/**
	 * Whether another provider takes the letter now, without a seat if none is free:
	 * letters that wait for each other's seats would all wait.
	 */
	boolean movesOn() {
		List<SmtpProvider> preferred = preferred();
		return find(preferred) == null || Stream.concat(preferred.stream(), without(preferred).stream())
			.anyMatch((one) -> admitted(one, false) == null);
	}

	/** Leaves the provider for good. */
	void passOver() {
		SmtpProvider passed = this.provider;
		leave(false);
		this.left.remove(passed);
	}

	/**
	 * Leaves the provider.
	 * @param taken whether it took the letter, or may have
	 */
	void leave(boolean taken) {
		SmtpProvider at = this.provider;
		if (at == null) {
			return;
		}
		if (!taken) {
			at.limit().giveBack(this.urgency, this.day);
		}
		this.provider = null;
		if (this.seated) {
			at.pool().leave(this.urgency);
		}
	}

	/**
	 * What keeps a letter from a provider.
	 *
	 * @param time until it is worth asking again; none for a seat, which another leaves
	 * @param refused whether the server refuses us
	 */
	private record Wait(String why, Duration time, boolean refused) {

		private static final Wait FOR_NOBODY = new Wait("there is no mail server", Duration.ofDays(1), true);

		private static final Wait FOR_A_SEAT = new Wait("no connection is free", Duration.ZERO, false);

		/** The better one of the two; null when the other one needs none. */
		private @Nullable Wait or(Supplier<@Nullable Wait> another) {
			Wait other = another.get();
			return (other == null || other.isBetterThan(this)) ? other : this;
		}

		private boolean isBetterThan(Wait other) {
			return (isWorthIt() != other.isWorthIt()) ? isWorthIt() : this.time.compareTo(other.time) < 0;
		}

		private boolean isForASeat() {
			return this.time.isZero();
		}

		private boolean isWorthIt() {
			return !this.refused && this.time.compareTo(SOON) <= 0;
		}

	}

	/** Nothing goes now, and when it is worth asking again. */
	static final class PutOffException extends Exception {

		private static final long serialVersionUID = 1L;

		private final transient SendResult.Deferred result;

		PutOffException(SendResult.Deferred result) {
			super(result.detail(), null, false, false);
			this.result = result;
		}

		SendResult.Deferred result() {
			return this.result;
		}

	}

}
