package cinema.worker.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Whether one of several providers answers well, or is better the last choice: half of
 * its last answers came late, or half of those to one urgency were no for a reason of
 * ours. Then single letters try it, and a few good answers in a row take it back. It is
 * never closed by this: what nobody else has room for goes there.
 */
public final class ProviderHealth {

	/** Urgent letters leave trying to others for so long. */
	private static final Duration OTHERS_FIRST = Duration.ofMinutes(1);

	private static final Duration ASKED = Duration.ofMinutes(10);

	private final Duration late;

	private final boolean hasOthers;

	private final Clock clock;

	private final Trend pace;

	private final Map<Urgency, Trend> refusals = new EnumMap<>(Urgency.class);

	/** The oldest first. */
	private final Set<Call> underWay = new LinkedHashSet<>();

	private Instant lastAsked = Instant.EPOCH;

	/**
	 * Of one provider.
	 * @param server how the log calls it
	 * @param late an answer that takes longer came late
	 * @param hasOthers whether others stand in for it; the only one is not judged
	 */
	public ProviderHealth(String server, Duration late, boolean hasOthers, Clock clock) {
		this.late = late;
		this.hasOthers = hasOthers;
		this.clock = clock;
		this.pace = new Trend(server, "slow");
		for (Urgency urgency : Urgency.values()) {
			this.refusals.put(urgency, new Trend(server, "failing for " + urgency + " letters"));
		}
	}

	/** Shows when it is the last choice, and why. */
	public void show(String channel, String provider, MeterRegistry meters) {
		Gauge.builder("cinema.provider.avoided", () -> (isSlow() && isAsked()) ? 1 : 0)
			.description("1 while letters go by others where they can, since the provider is slow or fails often")
			.tags("channel", channel, "provider", provider, "reason", "slow")
			.register(meters);
		Gauge.builder("cinema.provider.avoided", () -> (isFailing() && isAsked()) ? 1 : 0)
			.tags("channel", channel, "provider", provider, "reason", "failing")
			.register(meters);
	}

	/** Whether there is no reason to go by another one. */
	public synchronized boolean isWell(Urgency urgency) {
		return !isSlow() && !of(urgency).isPoor();
	}

	/** Whether its answers come late. */
	public synchronized boolean isSlow() {
		Instant now = this.clock.instant();
		List<Call> overdue = this.underWay.stream().filter((call) -> call.isLate(now)).toList();
		return this.pace.isPoor(overdue.size(), overdue.isEmpty() ? now : overdue.get(0).began, now);
	}

	/** Whether it refuses much of what an urgency brings. */
	public synchronized boolean isFailing() {
		return this.refusals.values().stream().anyMatch(Trend::isPoor);
	}

	/** Nobody knows how one is that was not asked for a while. */
	private synchronized boolean isAsked() {
		return this.lastAsked.isAfter(this.clock.instant().minus(ASKED));
	}

	/**
	 * Takes the turn of the one letter that tries it, if it is time for one.
	 */
	public synchronized boolean tries(Urgency urgency) {
		Instant now = this.clock.instant();
		Duration more = (urgency == Urgency.URGENT) ? OTHERS_FIRST : Duration.ZERO;
		if (!this.pace.isDue(now, more) || !of(urgency).isDue(now, more)) {
			return false;
		}
		this.pace.tried(now);
		of(urgency).tried(now);
		return true;
	}

	/** It is asked something for a letter, and what it answers is to be told. */
	public Call begin(Urgency urgency) {
		return begin(urgency, Duration.ZERO);
	}

	/**
	 * The same of something that takes longer.
	 * @param more how much longer it may take until it is late
	 */
	public synchronized Call begin(Urgency urgency, Duration more) {
		Call call = new Call(urgency, this.clock.instant(), this.late.plus(more));
		this.lastAsked = call.began;
		if (this.hasOthers) {
			this.underWay.add(call);
		}
		return call;
	}

	private void add(Call call, boolean well) {
		if (!this.hasOthers) {
			return;
		}
		Instant now = this.clock.instant();
		of(call.urgency).add(call.began, now, !well);
		boolean slow = call.isLate(now);
		// That a no comes quickly says nothing.
		if (slow || well) {
			this.pace.add(call.began, now, slow);
		}
		if (slow && well) {
			this.pace.triesSoon(now);
		}
	}

	private Trend of(Urgency urgency) {
		return Objects.requireNonNull(this.refusals.get(urgency));
	}

	/** What it was asked and has not answered yet. */
	public final class Call {

		private final Urgency urgency;

		private final Instant began;

		private final Duration late;

		private Call(Urgency urgency, Instant began, Duration late) {
			this.urgency = urgency;
			this.began = began;
			this.late = late;
		}

		/**
		 * It answered, or will not.
		 * @param well whether it dealt with the letter; null where that tells nothing
		 */
		public void ended(@Nullable Boolean well) {
			synchronized (ProviderHealth.this) {
				ProviderHealth.this.underWay.remove(this);
				if (well != null) {
					add(this, well);
				}
			}
		}

		/**
		 * It did something else for the letter than taking it, such as a greeting; that
		 * it is done in time tells nothing.
		 * @param well whether it did it
		 */
		public void passed(boolean well) {
			synchronized (ProviderHealth.this) {
				ended((!well || isLate(ProviderHealth.this.clock.instant())) ? well : null);
			}
		}

		private boolean isLate(Instant now) {
			return Duration.between(this.began, now).compareTo(this.late) > 0;
		}

	}

}
