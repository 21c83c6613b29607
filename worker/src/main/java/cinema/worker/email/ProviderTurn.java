package cinema.worker.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * By which provider a letter goes, and its place there: the first of its order that has
 * one and takes it. One that is passed over is not asked again.
 */
final class ProviderTurn {

	/** So long a letter waits for one of several providers before it asks another. */
	private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);

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
				Wait wait = find();
				if (wait == null) {
					return true;
				}
				long rest = most - (System.nanoTime() - began);
				require(wait);
				if (rest <= 0) {
					return false;
				}
				if (await(wait, rest, turn)) {
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

	/** Null with a seat; else what the first one waits for that could have one. */
	private @Nullable Wait find() {
		Wait wait = null;
		for (SmtpProvider one : this.left) {
			Wait own = one.pool().sits(this.urgency) ? admitted(one, true) : Wait.FOR_A_SEAT;
			if (own == null) {
				return null;
			}
			wait = (wait == null || own.isBetterThan(wait)) ? own : wait;
		}
		return (wait != null) ? wait : Wait.FOR_A_SEAT;
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
	private boolean await(Wait wait, long rest, int turn) throws InterruptedException {
		if (!wait.time().isZero()) {
			TimeUnit.NANOSECONDS.sleep(Math.min(rest, wait.time().toNanos()));
			return false;
		}
		SmtpProvider one = this.left.get(turn % this.left.size());
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
		return find() == null || this.left.stream().anyMatch((one) -> admitted(one, false) == null);
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

		private static final Wait FOR_A_SEAT = new Wait("no connection is free", Duration.ZERO, false);

		private boolean isBetterThan(Wait other) {
			return (isWorthIt() != other.isWorthIt()) ? isWorthIt() : this.time.compareTo(other.time) < 0;
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
