package cinema.dev.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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
 * A mailing by two mail servers, of which one becomes slow, leaves and comes back; counts
 * per receiver what arrived.
 */
public final class ProviderFaults {

	private static final Duration SLOW = Duration.ofMillis(500);

	private ProviderFaults() {
	}

	/** {@code ProviderFaults [receivers]}. */
	public static void main(String[] args) throws Exception {
		int receivers = (args.length > 0) ? Integer.parseInt(args[0]) : 20_000;
		Path project = Path.of(System.getProperty("cinema.dev.folder", ".")).toAbsolutePath().normalize();
		System.exit(run(new RunFolder(project, project.resolve(".run/bench")), receivers) ? 0 : 1);
	}

	private static boolean run(RunFolder folder, int receivers) throws Exception {
		SinkCounter counter = new SinkCounter();
		AtomicLong byOne = new AtomicLong();
		try (DiscardingSink one = new DiscardingSink(Duration.ofMillis(1), (address) -> {
			byOne.incrementAndGet();
			counter.letter(address);
		});
				DiscardingSink other = new DiscardingSink(Duration.ofMillis(1), counter::letter);
				Crowd crowd = new Crowd();
				Stack stack = new Stack(folder, environment(one, other, crowd))) {
			Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
			stack.start(true);
			Thread trouble = new Thread(() -> trouble(one, counter, byOne, receivers), "trouble");
			trouble.setDaemon(true);
			trouble.start();
			MailingProbe probe = new MailingProbe(stack.places(), counter);
			probe.order("switched", receivers);
			long delivered = probe.count("switched", "DELIVERED");
			long arrived = counter.moments("switched-").length;
			say("in the end", counter, byOne);
			Console.say("receivers " + receivers + ", arrived " + arrived + ", copies " + counter.copies()
					+ ", delivered by the journal " + delivered);
			return counter.copies() == 0 && delivered == receivers && arrived == receivers;
		}
	}

	private static Map<String, String> environment(DiscardingSink one, DiscardingSink other, Crowd crowd) {
		Map<String, String> environment = new TreeMap<>(System.getenv());
		environment.put("SPRING_MAIL_HOST", "127.0.0.1");
		environment.put("SPRING_MAIL_PORT", Integer.toString(other.port()));
		provider(environment, "ONE", one);
		provider(environment, "OTHER", other);
		environment.put("CINEMA_CONTEXT_SERVICES_CROWD_URL", crowd.url());
		return environment;
	}

	private static void provider(Map<String, String> environment, String name, DiscardingSink sink) {
		environment.put("CINEMA_EMAIL_PROVIDERS_" + name + "_HOST", "127.0.0.1");
		environment.put("CINEMA_EMAIL_PROVIDERS_" + name + "_PORT", Integer.toString(sink.port()));
	}

	private static void trouble(DiscardingSink one, SinkCounter counter, AtomicLong byOne, int receivers) {
		try {
			await(counter, receivers / 5);
			say("both well", counter, byOne);
			one.slow(SLOW);
			await(counter, 2L * receivers / 5);
			say("one slow", counter, byOne);
			one.leave(true);
			await(counter, 3L * receivers / 5);
			say("one gone", counter, byOne);
			one.slow(Duration.ofMillis(1));
			one.leave(false);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void await(SinkCounter counter, long letters) throws InterruptedException {
		while (counter.letters() < letters) {
			TimeUnit.MILLISECONDS.sleep(5);
		}
	}

	private static void say(String when, SinkCounter counter, AtomicLong byOne) {
		Console.say(when + ": " + counter.letters() + " letters, " + byOne.get() + " of them by the one in trouble");
	}

}
