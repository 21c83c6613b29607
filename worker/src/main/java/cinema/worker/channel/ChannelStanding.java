package cinema.worker.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a server of a channel serves this process. After a handful of refusals in a row
 * that are about us, one letter at a time tries it, at growing gaps. Each urgency by
 * itself: a mailing that is refused for what it says keeps nobody else waiting.
 */
public final class ChannelStanding {

	private static final Logger logger = LoggerFactory.getLogger(ChannelStanding.class);

	private static final Duration FIRST_GAP = Duration.ofSeconds(2);

	private static final Duration LONGEST_GAP = Duration.ofMinutes(1);

	private final Map<Urgency, Refusals> byUrgency = new EnumMap<>(Urgency.class);

	private final String server;

	private final int most;

	private final Clock clock;

	/**
	 * Of one server.
	 * @param server how the log calls it
	 * @param most after so many refusals in a row letters wait
	 */
	public ChannelStanding(String server, int most, Clock clock) {
		this.server = server;
		this.most = most;
		this.clock = clock;
		for (Urgency urgency : Urgency.values()) {
			this.byUrgency.put(urgency, new Refusals());
		}
	}

	/** Shows for a channel whether letters of an urgency wait. */
	public static void show(Channel channel, Predicate<Urgency> refused, MeterRegistry meters) {
		for (Urgency urgency : Urgency.values()) {
			Gauge.builder("cinema.channel.refused", () -> refused.test(urgency) ? 1 : 0)
				.description("1 while the channel's server takes nothing from us, and one letter at a time tries it")
				.tags("channel", channel.toString(), "urgency", urgency.toString())
				.register(meters);
		}
	}

	/** Shows the same for this server, where others stand in for it. */
	public void show(Channel channel, String provider, Set<Urgency> serves, MeterRegistry meters) {
		for (Urgency urgency : serves) {
			Gauge.builder("cinema.provider.refused", () -> isRefused(urgency) ? 1 : 0)
				.description("1 while one of several providers takes nothing from us, and others stand in for it")
				.tags("channel", channel.toString(), "provider", provider, "urgency", urgency.toString())
				.register(meters);
		}
	}

	/** Whether one letter at a time tries it. */
	public boolean isRefused(Urgency urgency) {
		return isRefused(of(urgency));
	}

	/** Null when a letter may try now, which is the only one for a while if refused. */
	public synchronized @Nullable Instant closedUntil(Urgency urgency) {
		Refusals refusals = of(urgency);
		Instant now = this.clock.instant();
		if (!isRefused(refusals)) {
			return null;
		}
		if (now.isBefore(refusals.nextTry)) {
			return refusals.nextTry;
		}
		Duration doubled = refusals.gap.multipliedBy(2);
		refusals.nextTry = now.plus(refusals.gap);
		refusals.gap = (doubled.compareTo(LONGEST_GAP) < 0) ? doubled : LONGEST_GAP;
		return null;
	}

	/** The server dealt with a letter. */
	public synchronized void serves(Urgency urgency) {
		Refusals refusals = of(urgency);
		if (isRefused(refusals)) {
			logger.warn("The server of {} takes {} letters again", this.server, urgency);
		}
		refusals.inARow = 0;
	}

	/** It did not, for a reason that is ours. */
	public synchronized void refuses(Urgency urgency, String detail) {
		refuses(urgency, 1, detail);
	}

	/** It knows us no more: another letter would change nothing. */
	public synchronized void locksOut(Urgency urgency, String detail) {
		refuses(urgency, this.most, detail);
	}

	private void refuses(Urgency urgency, int times, String detail) {
		Refusals refusals = of(urgency);
		boolean before = isRefused(refusals);
		refusals.inARow = Math.min(refusals.inARow + times, this.most);
		if (!before && isRefused(refusals)) {
			refusals.gap = FIRST_GAP.multipliedBy(2);
			refusals.nextTry = this.clock.instant().plus(FIRST_GAP);
			logger.warn("The server of {} refuses us, and {} letters wait: {}", this.server, urgency, detail);
		}
	}

	private Refusals of(Urgency urgency) {
		return Objects.requireNonNull(this.byUrgency.get(urgency));
	}

	private synchronized boolean isRefused(Refusals refusals) {
		return refusals.inARow >= this.most;
	}

	private static final class Refusals {

		private int inARow;

		private Duration gap = FIRST_GAP;

		private Instant nextTry = Instant.EPOCH;

	}

}
