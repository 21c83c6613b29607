package cinema.worker.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server of a channel serves this process. After a handful of refusals in a
 * row that are about us, one letter at a time tries it, at growing gaps. Each urgency by
 * itself: a mailing that is refused for what it says keeps nobody else waiting.
 */
public final class ChannelStanding {

	private static final Logger logger = LoggerFactory.getLogger(ChannelStanding.class);

	private static final Duration FIRST_GAP = Duration.ofSeconds(2);

	private static final Duration LONGEST_GAP = Duration.ofMinutes(1);

	private final Map<Urgency, Refusals> byUrgency = new EnumMap<>(Urgency.class);

	private final Channel channel;

	private final int most;

	private final Clock clock;

	/**
	 * Of a channel; one for each.
	 * @param most after so many refusals in a row letters wait
	 */
	public ChannelStanding(Channel channel, int most, MeterRegistry meters, Clock clock) {
		this.channel = channel;
		this.most = most;
		this.clock = clock;
		for (Urgency urgency : Urgency.values()) {
			Refusals refusals = new Refusals();
			this.byUrgency.put(urgency, refusals);
			Gauge.builder("cinema.channel.refused", () -> isRefused(refusals) ? 1 : 0)
				.description("1 while the channel's server takes nothing from us, and one letter at a time tries it")
				.tags("channel", channel.toString(), "urgency", urgency.toString())
				.register(meters);
		}
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
			logger.warn("The server of {} takes {} letters again", this.channel, urgency);
		}
		refusals.inARow = 0;
	}

	/** It did not, for a reason that is ours. */
	public synchronized void refuses(Urgency urgency, String detail) {
		Refusals refusals = of(urgency);
		refusals.inARow++;
		if (refusals.inARow == this.most) {
			refusals.gap = FIRST_GAP.multipliedBy(2);
			refusals.nextTry = this.clock.instant().plus(FIRST_GAP);
			logger.warn("The server of {} refuses us, and {} letters wait: {}", this.channel, urgency, detail);
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
