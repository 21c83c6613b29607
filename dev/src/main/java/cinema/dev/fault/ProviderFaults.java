package cinema.dev.fault;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import cinema.dev.bench.MailingProbe;
import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
import cinema.dev.stub.DiscardingSink;
import cinema.dev.stub.SinkCounter;

/**
 * A mailing by two mail servers, of which one becomes slow and quick again, and one of
 * which it leaves; counts per receiver what arrived, and compares the pace of the two.
 */
public final class ProviderFaults {

	private static final Duration USUAL = Duration.ofMillis(1);

	/** Of the pace that the quick one has alone. */
	private static final double LEAST = 0.7;

	private final SinkCounter counter = new SinkCounter();

	private final AtomicLong byOne = new AtomicLong();

	private final int receivers;

	/** Of each reply, and a letter needs four. */
	private final Duration slow;

	private ProviderFaults(int receivers, Duration slow) {
		this.receivers = receivers;
		this.slow = slow;
	}

	/** {@code ProviderFaults [receivers] [milliseconds of a slow reply]}. */
	public static void main(String[] args) throws Exception {
		int receivers = (args.length > 0) ? Integer.parseInt(args[0]) : 20_000;
		Duration slow = Duration.ofMillis((args.length > 1) ? Integer.parseInt(args[1]) : 500);
		System.exit(new ProviderFaults(receivers, slow).run(Trial.folder()) ? 0 : 1);
	}

	private boolean run(RunFolder folder) throws Exception {
		try (DiscardingSink one = new DiscardingSink(USUAL, (address) -> {
			this.byOne.incrementAndGet();
			this.counter.letter(address);
		});
				DiscardingSink other = new DiscardingSink(USUAL, this.counter::letter);
				Crowd crowd = new Crowd();
				Stack stack = new Stack(folder, environment(one, other, crowd))) {
			Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
			stack.start(true);
			MailingProbe probe = new MailingProbe(stack.places(), this.counter);
			probe.order("warm", this.receivers / 3);
			Pace slowed = new Pace("slowed");
			boolean whole = slowed.order(probe, (from) -> trouble(one, from));
			Pace alone = new Pace("alone");
			one.leave(true);
			whole &= alone.order(probe, (from) -> {
			});
			double share = slowed.rate(0, 4) / alone.rate(0, 4);
			Console
				.say("the mailing: " + Math.round(100 * share) + " % of the other one's pace alone; while one is slow: "
						+ Math.round(100 * slowed.rate(1, 2) / alone.rate(1, 2)) + " %");
			return whole && share >= LEAST;
		}
	}

	private static Map<String, String> environment(DiscardingSink one, DiscardingSink other, Crowd crowd) {
		Map<String, String> environment = Trial.environment(other, crowd);
		provider(environment, "ONE", one);
		provider(environment, "OTHER", other);
		return environment;
	}

	private static void provider(Map<String, String> environment, String name, DiscardingSink sink) {
		environment.put("CINEMA_EMAIL_PROVIDERS_" + name + "_HOST", "127.0.0.1");
		environment.put("CINEMA_EMAIL_PROVIDERS_" + name + "_PORT", Integer.toString(sink.port()));
	}

	/** Slow in the second quarter of a mailing, and well again in the other half. */
	private void trouble(DiscardingSink one, long from) {
		try {
			await(from + this.receivers / 4);
			one.slow(this.slow);
			await(from + this.receivers / 2);
			one.slow(USUAL);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void await(long letters) throws InterruptedException {
		while (this.counter.letters() < letters) {
			TimeUnit.MILLISECONDS.sleep(5);
		}
	}

	/** What happens while a mailing of so many letters before it runs. */
	private interface Fault {

		void happen(long from);

	}

	/** One mailing, and how quick its quarters were. */
	private final class Pace {

		private final String name;

		private long[] moments = {};

		private Pace(String name) {
			this.name = name;
		}

		/** Whether each letter arrived once, and is known to have. */
		private boolean order(MailingProbe probe, Fault fault) throws Exception {
			long from = ProviderFaults.this.counter.letters();
			Thread trouble = new Thread(() -> fault.happen(from), "trouble");
			Thread shares = new Thread(() -> tellShares(from), "shares");
			trouble.setDaemon(true);
			shares.setDaemon(true);
			trouble.start();
			shares.start();
			probe.order(this.name, ProviderFaults.this.receivers);
			shares.join();
			this.moments = ProviderFaults.this.counter.moments(this.name + "-");
			long delivered = probe.count(this.name, "DELIVERED");
			long copies = ProviderFaults.this.counter.copies();
			Console.say(this.name + ": arrived " + this.moments.length + ", copies " + copies
					+ ", delivered by the journal " + delivered);
			for (int quarter = 0; quarter < 4; quarter++) {
				Console.say("  quarter " + (quarter + 1) + ": " + Math.round(rate(quarter, quarter + 1))
						+ " letters a second");
			}
			return copies == 0 && delivered == ProviderFaults.this.receivers && this.moments.length == delivered;
		}

		private void tellShares(long from) {
			long before = ProviderFaults.this.byOne.get();
			try {
				for (int tenth = 1; tenth <= 10; tenth++) {
					await(from + (long) tenth * ProviderFaults.this.receivers / 10);
					long now = ProviderFaults.this.byOne.get();
					Console.say("  " + this.name + ", tenth " + tenth + ": "
							+ Math.round(1000.0 * (now - before) / ProviderFaults.this.receivers) + " % by one");
					before = now;
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private double rate(int fromQuarter, int toQuarter) {
			int first = fromQuarter * (this.moments.length - 1) / 4;
			int last = toQuarter * (this.moments.length - 1) / 4;
			return (last - first) / ((this.moments[last] - this.moments[first]) / 1e9);
		}

	}

}
