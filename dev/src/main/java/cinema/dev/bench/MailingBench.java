package cinema.dev.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import cinema.dev.baseline.RawClient;
import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.process.ProcessCost;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
import cinema.dev.stub.DiscardingSink;
import cinema.dev.stub.SinkCounter;

/**
 * Mailings through the real parts to a sink that keeps nothing, beside a plain pooled
 * mail client that sends the same letters to the same sink in the same run.
 */
final class MailingBench {

	private static final int CONNECTIONS = 10;

	private static final int WARM_UP = 5000;

	/** Receivers of the mailing beside which urgent letters are timed. */
	private static final int MOST_BESIDE = 20_000;

	private static final Set<String> OURS = Set.of("auth", "orchestrator", "worker");

	private static final Duration CALM = Duration.ofSeconds(20);

	private final RunFolder folder;

	private final BenchReport report;

	private final int receivers;

	private final Duration delay;

	private final SinkCounter counter = new SinkCounter();

	/**
	 * Prepares a run.
	 * @param delay how long the sink takes for each reply
	 */
	MailingBench(RunFolder folder, BenchReport report, int receivers, Duration delay) {
		this.folder = folder;
		this.report = report;
		this.receivers = receivers;
		this.delay = delay;
	}

	void run() {
		try (DiscardingSink sink = new DiscardingSink(this.delay, this.counter::letter);
				Crowd crowd = new Crowd();
				Stack stack = new Stack(this.folder, environment(sink, crowd))) {
			Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "bench-shutdown"));
			stack.start(true);
			Console.say(String.format(Locale.ROOT,
					"%nA mailing to %,d receivers, a sink that takes %d ms a reply, %d connections", this.receivers,
					this.delay.toMillis(), CONNECTIONS));
			MailingProbe probe = new MailingProbe(stack.places(), this.counter);
			UrgentProbe urgent = new UrgentProbe(stack.places(), this.counter);
			probe.send("warm-up", WARM_UP);
			List<Double> calm = urgent.seconds(CALM);
			urgent.start();
			probe.send("beside", Math.min(this.receivers, MOST_BESIDE));
			List<Double> busy = urgent.stop();
			RawClient raw = new RawClient(sink.port(), CONNECTIONS, probe.sampleLetter("warm-up"));
			int sample = Math.min(this.receivers, 20_000);
			raw.send(sample);
			double before = raw.send(sample);
			MailingProbe.Result result = probe.send("bench", this.receivers);
			double after = raw.send(sample);
			tell(result, (before + after) / 2);
			tellUrgent(calm, busy);
		}
		catch (Exception ex) {
			throw new StackException("The mailing cannot be measured: " + ex.getMessage());
		}
	}

	private Map<String, String> environment(DiscardingSink sink, Crowd crowd) {
		Map<String, String> environment = new TreeMap<>(System.getenv());
		environment.put("SPRING_MAIL_HOST", "127.0.0.1");
		environment.put("SPRING_MAIL_PORT", Integer.toString(sink.port()));
		environment.put("CINEMA_CONTEXT_SERVICES_CROWD_URL", crowd.url());
		return environment;
	}

	private void tell(MailingProbe.Result result, double raw) {
		tell("letters_per_second", "letters a second, from the announcement to the last", result.rate(), "/s");
		tell("raw_per_second", "a plain pooled client, before and after", raw, "/s");
		tell("ratio_to_raw", "ratio to the plain client", result.rate() / raw, "");
		tell("transitions_per_receiver", "state transitions a receiver", result.transitionsPerReceiver(), "");
		tell("page_events", "largest history of a page", result.pageEvents(), "events");
		tell("page_bytes", "largest history of a page", result.pageBytes(), "bytes");
		tell("ms_at_page_10", "time a receiver around page 10", result.millisAtPage10(), "ms");
		tell("ms_at_last_page", "time a receiver around the last page", result.millisAtLastPage(), "ms");
		double ours = 0;
		for (Map.Entry<String, ProcessCost> one : result.costs().entrySet()) {
			double milliseconds = one.getValue().cpuSeconds() * 1000 / this.receivers;
			tell("cpu_ms_" + one.getKey(), "CPU a letter, " + one.getKey(), milliseconds, "ms");
			tell("peak_mb_" + one.getKey(), "peak memory, " + one.getKey(), one.getValue().peakMegabytes(), "MB");
			ours += OURS.contains(one.getKey()) ? milliseconds : 0;
		}
		tell("cpu_ms_ours", "CPU a letter, all applications of ours", ours, "ms");
	}

	private void tellUrgent(List<Double> calm, List<Double> busy) {
		tell("urgent_p50_ms", "an urgent letter without the mailing, p50", BenchReport.quantile(calm, 0.5) * 1000,
				"ms");
		tell("urgent_p99_ms", "an urgent letter without the mailing, p99", BenchReport.quantile(calm, 0.99) * 1000,
				"ms");
		tell("urgent_busy_p50_ms", "an urgent letter during the mailing, p50", BenchReport.quantile(busy, 0.5) * 1000,
				"ms");
		tell("urgent_busy_p99_ms", "an urgent letter during the mailing, p99", BenchReport.quantile(busy, 0.99) * 1000,
				"ms");
		tell("urgent_p99_ratio", "their ratio, p99",
				BenchReport.quantile(busy, 0.99) / BenchReport.quantile(calm, 0.99), "");
	}

	private void tell(String key, String words, double value, String unit) {
		this.report.tell("mailing_" + this.delay.toMillis() + "ms_" + key, words, value, unit);
	}

}
