package cinema.dev.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import cinema.dev.stack.Console;
import cinema.dev.stack.RunFolder;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;

/**
 * One mailing through the real parts to a sink that keeps nothing, beside a plain pooled
 * mail client that sends the same letters to the same sink in the same run.
 */
public final class MailingBench {

	private static final int WARM_UP = 5000;

	private final RunFolder folder;

	private final int receivers;

	private final Duration delay;

	private final int connections;

	private final SinkCounter counter = new SinkCounter();

	public MailingBench(RunFolder folder, int receivers, Duration delay, int connections) {
		this.folder = folder;
		this.receivers = receivers;
		this.delay = delay;
		this.connections = connections;
	}

	/** {@code MailingBench [receivers [delay of a reply in ms [connections]]]}. */
	public static void main(String[] args) throws Exception {
		RunFolder folder = new RunFolder(
				Path.of(System.getProperty("cinema.dev.folder", ".")).toAbsolutePath().normalize(),
				Path.of(System.getProperty("cinema.dev.folder", ".")).resolve(".run/bench").toAbsolutePath());
		new MailingBench(folder, number(args, 0, 20_000), Duration.ofMillis(number(args, 1, 0)), number(args, 2, 10))
			.run();
		System.exit(0);
	}

	private static int number(String[] args, int place, int otherwise) {
		return (args.length > place) ? Integer.parseInt(args[place]) : otherwise;
	}

	/** Prints what was measured; the ratios are within this run. */
	public void run() throws Exception {
		try (DiscardingSink sink = new DiscardingSink(this.delay, this.counter::letter);
				Crowd crowd = new Crowd();
				Stack stack = new Stack(this.folder, environment(sink, crowd))) {
			Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
			stack.start(true);
			MailingProbe probe = new MailingProbe(stack.places(), this.counter);
			probe.send("warm-up", WARM_UP);
			UrgentProbe urgent = new UrgentProbe(stack.places(), this.counter);
			double calm = urgent.p99(Duration.ofSeconds(12));
			RawClient raw = new RawClient(sink.port(), this.connections, probe.sampleLetter("warm-up"));
			raw.send(2000);
			double before = raw.send(Math.min(this.receivers, 20_000));
			urgent.start();
			MailingProbe.Result result = probe.send("bench", this.receivers);
			double busy = urgent.stop();
			double after = raw.send(Math.min(this.receivers, 20_000));
			report(result, before, after, calm, busy);
		}
	}

	private Map<String, String> environment(DiscardingSink sink, Crowd crowd) {
		Map<String, String> environment = new TreeMap<>(System.getenv());
		environment.put("SPRING_MAIL_HOST", "127.0.0.1");
		environment.put("SPRING_MAIL_PORT", Integer.toString(sink.port()));
		environment.put("CINEMA_CONTEXT_SERVICES_CROWD_URL", crowd.url());
		environment.putIfAbsent("CINEMA_EMAIL_CONNECTIONS", Integer.toString(this.connections + 2));
		environment.putIfAbsent("CINEMA_QUEUE_CONCURRENCY_BULK", Integer.toString(2 * this.connections));
		return environment;
	}

	private void report(MailingProbe.Result result, double before, double after, double calm, double busy) {
		double raw = (before + after) / 2;
		Console
			.say(String.format("mailing: %d receivers in %.1f s, %.0f letters/s; first half %.0f/s, second half %.0f/s",
					this.receivers, result.seconds(), result.rate(), result.firstHalf(), result.secondHalf()));
		Console
			.say(String.format("raw client: %.0f and %.0f letters/s; ratio %.2f", before, after, result.rate() / raw));
		Console.say(String.format("transitions a receiver %.3f; largest page history %d events, %d bytes",
				result.transitionsPerReceiver(), result.pageEvents(), result.pageBytes()));
		Console.say(String.format("urgent p99: %.0f ms without, %.0f ms with the mailing", calm * 1000, busy * 1000));
		double ours = 0;
		for (Map.Entry<String, ProcessCost> one : result.costs().entrySet()) {
			Console.say(String.format("  %-14s %7.2f s CPU, %6.3f ms a letter, peak %5.0f MB", one.getKey(),
					one.getValue().cpuSeconds(), one.getValue().cpuSeconds() * 1000 / this.receivers,
					one.getValue().peakMegabytes()));
			ours += one.getKey().matches("orchestrator|worker") ? one.getValue().cpuSeconds() : 0;
		}
		Console.say(String.format("orchestrator and worker: %.3f ms CPU a letter", ours * 1000 / this.receivers));
		Console.say("letters taken " + this.counter.letters() + ", copies " + this.counter.copies() + " ("
				+ TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - this.counter.began()) + " s in all)");
	}

}
