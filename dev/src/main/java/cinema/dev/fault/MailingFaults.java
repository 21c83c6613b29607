package cinema.dev.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import cinema.dev.bench.MailingProbe;
import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.part.TemporalPart;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
import cinema.dev.stub.DiscardingSink;
import cinema.dev.stub.SinkCounter;

/**
 * Kills worker, orchestrator and the Temporal server, as kill -9 does, again and again
 * while a mailing runs, takes the service of its audience away for a minute, and counts
 * per receiver at the SMTP server.
 */
public final class MailingFaults {

	private static final List<String> VICTIMS = List.of("worker", "orchestrator", "temporal");

	private static final Duration AWAY = Duration.ofMinutes(1);

	private MailingFaults() {
	}

	/** {@code MailingFaults [receivers [kills]]}. */
	public static void main(String[] args) throws Exception {
		int receivers = (args.length > 0) ? Integer.parseInt(args[0]) : 20_000;
		int kills = (args.length > 1) ? Integer.parseInt(args[1]) : 6;
		System.exit(run(Trial.folder(), receivers, kills) ? 0 : 1);
	}

	private static boolean run(RunFolder folder, int receivers, int kills) throws Exception {
		SinkCounter counter = new SinkCounter();
		try (DiscardingSink sink = new DiscardingSink(Duration.ofMillis(1), counter::letter);
				Crowd crowd = new Crowd();
				Stack stack = new Stack(folder, environment(sink, crowd))) {
			Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
			stack.start(true);
			Thread killer = new Thread(() -> harm(stack, crowd, counter, receivers, kills), "killer");
			killer.setDaemon(true);
			killer.start();
			MailingProbe probe = new MailingProbe(stack.places(), counter);
			probe.order("killed", receivers);
			long unknown = probe.count("killed", "UNKNOWN");
			long delivered = probe.count("killed", "DELIVERED");
			long arrived = counter.moments("killed-").length;
			Console.say("killed " + kills + " times: receivers " + receivers + ", arrived " + arrived + ", copies "
					+ counter.copies() + ", delivered by the journal " + delivered + ", reported as unknown "
					+ unknown);
			return counter.copies() == 0 && delivered + unknown == receivers && arrived >= delivered;
		}
	}

	private static Map<String, String> environment(DiscardingSink sink, Crowd crowd) {
		Map<String, String> environment = Trial.environment(sink, crowd);
		environment.put("CINEMA_PLAN_RECEIPT_TIMEOUT", "30s");
		return environment;
	}

	/** Each at another moment of the mailing. */
	private static void harm(Stack stack, Crowd crowd, SinkCounter counter, int receivers, int kills) {
		Random random = new Random();
		try {
			for (int number = 0; number < kills; number++) {
				long at = (long) receivers * (number + 1) / (kills + 1) - random.nextInt(receivers / (kills + 1) / 2);
				while (counter.letters() < at) {
					TimeUnit.MILLISECONDS.sleep(5);
				}
				String victim = VICTIMS.get(number % VICTIMS.size());
				Console.say("killing " + victim + " at " + counter.letters() + " letters");
				kill(stack, victim);
				if (number == 0) {
					Console.say("the service of the audience is away for " + AWAY.toSeconds() + " s");
					crowd.beAwayFor(AWAY);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void kill(Stack stack, String victim) {
		if (victim.equals("temporal")) {
			stack.part(TemporalPart.class)
				.pids()
				.values()
				.forEach((pid) -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
		}
		else {
			stack.application(victim).kill();
		}
	}

}
