package cinema.worker.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * By which provider a posting goes, and its place there: the first of its order that
 * answers well, has one and takes it; where none of those has room for long, the first of
 * the others. One that is passed over is not asked again.
 */
public final class ProviderTurn<P extends Provider> {

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
	private final List<P> left;

	private final Urgency urgency;

	private final String called;

	private final int parts;

	/** By which it goes. */
	private @Nullable P provider;

	/** Whether the provider's seats of mailings have one less for it. */
	private boolean seated;

	/** On which it was taken of what the provider takes a day. */
	private LocalDate day = LocalDate.EPOCH;

	/**
	 * Of one posting.
	 * @param order those that take it, its first choice first; one at least
	 * @param amongSeveral whether the channel has several
	 * @param called how what the posting is told calls one of them
	 * @param parts how many it counts for where there are limits
	 */
	public ProviderTurn(List<P> order, boolean amongSeveral, String called, Urgency urgency, int parts, Clock clock) {
		this.clock = clock;
		this.amongSeveral = amongSeveral;
		this.called = called;
		this.left = new ArrayList<>(order);
		this.urgency = urgency;
		this.parts = parts;
	}

	public P at() {
		return Objects.requireNonNull(this.provider, "there is no provider");
	}

	/** What stands in front of its words, where there are several. */
	public String name() {
		return (this.amongSeveral && this.provider != null) ? this.provider.name() + ": " : "";
	}

	/** Whether others stand in for one another. */
	public boolean isAmongSeveral() {
		return this.amongSeveral;
	}

	/**
	 * Takes a seat.
	 * @param most for so long it waits for one, in nanoseconds
	 * @return false when there is none by then
	 * @throws PutOffException when it is worth asking much later
	 */
	public boolean sit(long most) throws PutOffException {
		long began = System.nanoTime();
		try {
			for (int turn = 0;; turn++) {
				List<P> preferred = preferred();
				List<P> asked = preferred;
				Wait wait = find(preferred);
				long waited = System.nanoTime() - began;
				if (wait != null && (!wait.isForASeat() || waited > PREFERENCE)) {
					asked = this.left;
					wait = wait.or(find(without(preferred)));
				}
				if (wait == null) {
					return true;
				}
				require(wait);
				if (waited >= most) {
					return false;
				}
				if (await(wait, most - waited, asked.get(turn % asked.size()))) {
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
	public void take() throws PutOffException {
		Wait wait = admitted(this.left.get(0), true);
		if (wait != null) {
			throw putOff(wait);
		}
	}

	/** Leaves the seat that the only provider keeps for it. */
	public void renounce() {
		this.left.get(0).leave(this.urgency);
	}

	/**
	 * Those that answer well, in its order; all of them if none does. The letter's first
	 * choice is one of them when it is time that somebody tries it.
	 */
	private List<P> preferred() {
		if (this.left.size() < 2) {
			return this.left;
		}
		List<P> some = this.left.stream().filter(this::isPreferred).toList();
		return some.isEmpty() ? this.left : some;
	}

	/** One that takes nothing at all is tried as that says. */
	private boolean isPreferred(P one) {
		return one.health().isWell(this.urgency) || one.standing().isRefused(this.urgency)
				|| (one.equals(this.left.get(0)) && one.health().tries(this.urgency));
	}

	private List<P> without(List<P> some) {
		return this.left.stream().filter((one) -> !some.contains(one)).toList();
	}

	/** Null with a seat; else what the first one waits for that could have one. */
	private @Nullable Wait find(List<P> some) {
		Wait wait = Wait.FOR_NOBODY;
		for (P one : some) {
			Wait own = one.sits(this.urgency) ? admitted(one, true) : Wait.FOR_A_SEAT;
			if (own == null) {
				return null;
			}
			wait = own.isBetterThan(wait) ? own : wait;
		}
		return wait;
	}

	/** Null when the provider takes it; else its seat is left. */
	private @Nullable Wait admitted(P one, boolean seat) {
		LocalDate today = one.limit().today();
		Duration limited = one.limit().take(this.urgency, this.parts);
		Wait closed = (limited == null) ? closed(one) : null;
		if (limited == null && closed == null) {
			this.provider = one;
			this.seated = seat;
			this.day = today;
			return null;
		}
		if (closed != null) {
			one.limit().giveBack(this.urgency, this.parts, today);
		}
		if (seat) {
			one.leave(this.urgency);
		}
		return (closed != null) ? closed
				: new Wait(this.called + " takes no more of us now", Objects.requireNonNull(limited), false, true);
	}

	/** Why and until when it is left alone, or null. */
	private @Nullable Wait closed(P one) {
		String trouble = one.trouble();
		if (trouble != null) {
			return new Wait(trouble, AWAY, true, false);
		}
		Instant closed = one.standing().closedUntil(this.urgency);
		boolean tries = closed == null && this.amongSeveral && one.standing().isRefused(this.urgency);
		Instant until = (tries && !one.isThere()) ? this.clock.instant().plus(AWAY) : closed;
		return (until != null) ? new Wait(this.called + " refuses us, and one at a time tries it",
				Duration.between(this.clock.instant(), until), true, true) : null;
	}

	/** Whether it has a seat then. */
	private boolean await(Wait wait, long rest, P one) throws InterruptedException {
		if (!wait.isForASeat()) {
			TimeUnit.NANOSECONDS.sleep(Math.min(rest, wait.time().toNanos()));
			return false;
		}
		return one.sits(this.urgency, (this.left.size() == 1) ? rest : Math.min(rest, PATIENCE))
				&& admitted(one, true) == null;
	}

	private void require(Wait wait) throws PutOffException {
		if (!wait.isWorthIt()) {
			throw putOff(wait);
		}
	}

	private PutOffException putOff(Wait wait) {
		return new PutOffException(new SendResult.Deferred(wait.why(), true,
				wait.isKnown() ? this.clock.instant().plus(wait.time()) : null));
	}

	/** Whether there is one that it was not passed over by. */
	public boolean hasOthers() {
		return this.left.size() > 1;
	}

	/**
	 * Whether another provider takes the letter now, without a seat if none is free:
	 * letters that wait for each other's seats would all wait.
	 */
	public boolean movesOn() {
		List<P> preferred = preferred();
		return find(preferred) == null || Stream.concat(preferred.stream(), without(preferred).stream())
			.anyMatch((one) -> admitted(one, false) == null);
	}

	/** Leaves the provider for good. */
	public void passOver() {
		@Nullable P passed = this.provider;
		leave(false);
		this.left.remove(passed);
	}

	/**
	 * Leaves the provider.
	 * @param taken whether it took the letter, or may have
	 */
	public void leave(boolean taken) {
		@Nullable P at = this.provider;
		if (at == null) {
			return;
		}
		if (!taken) {
			at.limit().giveBack(this.urgency, this.parts, this.day);
		}
		this.provider = null;
		if (this.seated) {
			at.leave(this.urgency);
		}
	}

	/**
	 * What keeps a letter from a provider.
	 *
	 * @param time until it is worth asking again; none for a seat, which another leaves
	 * @param refused whether the provider refuses us
	 * @param isKnown whether the time is more than a guess
	 */
	private record Wait(String why, Duration time, boolean refused, boolean isKnown) {

		private static final Wait FOR_NOBODY = new Wait("there is no provider", Duration.ofDays(1), true, true);

		private static final Wait FOR_A_SEAT = new Wait("no connection is free", Duration.ZERO, false, true);

		/** The better one of the two; null when the other one needs none. */
		private @Nullable Wait or(@Nullable Wait other) {
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
	public static final class PutOffException extends Exception {

		private static final long serialVersionUID = 1L;

		private final transient SendResult.Deferred result;

		PutOffException(SendResult.Deferred result) {
			super(result.detail(), null, false, false);
			this.result = result;
		}

		public SendResult.Deferred result() {
			return this.result;
		}

	}

}
