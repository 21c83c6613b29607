package cinema.worker.delivery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import cinema.workflows.contract.Channel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How much of the time mailings may work while other letters come: as much as leaves
 * those nearly as quick as they are without a mailing. The share grows by steps and
 * shrinks by a factor, as the window of TCP does (RFC 5681, 3.1).
 */
@Component
class BulkPace {

	private static final long KEEPS_COMING = TimeUnit.SECONDS.toNanos(5);

	private static final long JUST_NOW = TimeUnit.SECONDS.toNanos(1);

	private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(1);

	/** Clocks of different machines differ. */
	private static final long SHORTEST_WAY = TimeUnit.MILLISECONDS.toNanos(20);

	/** What has waited for something else, such as a mail server, says nothing. */
	private static final long LONGEST_WAY = TimeUnit.SECONDS.toNanos(30);

	private static final double FIRST_WAY = TimeUnit.MILLISECONDS.toNanos(100);

	private static final double TOO_SLOW = 1.5;

	private static final double FIRST = 0.3;

	private static final double LEAST = 0.05;

	private static final double STEP = 0.03;

	private static final double CUT = 0.7;

	private static final double WEIGHT = 0.1;

	private final Map<Channel, Pace> paces = new EnumMap<>(Channel.class);

	@Autowired
	BulkPace(MeterRegistry meters) {
		this(meters, System::nanoTime);
	}

	BulkPace(MeterRegistry meters, LongSupplier nanos) {
		for (Channel channel : Channel.values()) {
			Pace pace = new Pace(nanos);
			this.paces.put(channel, pace);
			Gauge.builder("cinema.mailing.share", pace::share)
				.description("how much of the time mailings may work; less than 1 while other letters come")
				.tag("channel", channel.toString())
				.register(meters);
		}
	}

	/** A letter that is no mailing's was sent, so long after its event. */
	void sent(Channel channel, Duration taken) {
		of(channel).sent(taken);
	}

	/** Part of a mailing begins, which every other letter may feel. */
	void begin() {
		this.paces.values().forEach(Pace::begin);
	}

	/**
	 * Part of a mailing was worked on for so long.
	 * @return how long to rest before the next part
	 */
	Duration rest(Channel channel, Duration worked) {
		begin();
		return Duration.ofNanos(Math.min(LONGEST_REST, (long) (worked.toNanos() * (1 / share(channel) - 1))));
	}

	/** All give way to letters by e-mail, and to those of their own channel. */
	double share(Channel channel) {
		return Math.min(of(channel).share(), of(Channel.EMAIL).share());
	}

	private Pace of(Channel channel) {
		return Objects.requireNonNull(this.paces.get(channel));
	}

	/** Of one channel: a slow telephone network holds up no mailing of e-mail. */
	private static final class Pace {

		private final LongSupplier nanos;

		/** How long the way usually is. */
		private double usual = FIRST_WAY;

		private double share = FIRST;

		private long lastLetter;

		private long lastBulk;

		Pace(LongSupplier nanos) {
			this.nanos = nanos;
			this.lastLetter = nanos.getAsLong() - KEEPS_COMING;
			this.lastBulk = nanos.getAsLong() - JUST_NOW;
		}

		synchronized void sent(Duration taken) {
			long now = this.nanos.getAsLong();
			long way = Math.max(SHORTEST_WAY, taken.toNanos());
			if (way > LONGEST_WAY) {
				return;
			}
			if (now - this.lastLetter >= KEEPS_COMING) {
				this.share = FIRST;
			}
			this.lastLetter = now;
			boolean alone = now - this.lastBulk >= JUST_NOW;
			if (alone || this.share == LEAST) {
				this.usual += WEIGHT * (way - this.usual);
			}
			if (!alone) {
				this.share = (way > TOO_SLOW * this.usual) ? Math.max(LEAST, this.share * CUT)
						: Math.min(1, this.share + STEP);
			}
		}

		synchronized void begin() {
			this.lastBulk = this.nanos.getAsLong();
		}

		synchronized double share() {
			return (this.nanos.getAsLong() - this.lastLetter < KEEPS_COMING) ? this.share : 1;
		}

	}

}
