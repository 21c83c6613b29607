package cinema.dev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.dev.bench.Bench;
import cinema.dev.bench.BenchPart;
import cinema.dev.demo.Demo;
import cinema.dev.demo.EventSender;
import cinema.dev.stack.Console;
import cinema.dev.stack.RunFolder;
import cinema.dev.stack.Stack;
import cinema.dev.stack.StackException;
import cinema.dev.stack.StackFile;
import org.jspecify.annotations.Nullable;

/** What {@code ./run} does once everything is built. */
public final class Main {

	private static final String USAGE = """
			./run [--fresh] [--no-demo]   build, start everything, and do the main job once
			./run send FILE.json          announce an event, or an array of them, from a file
			./run where                   print where everything is, as variables: eval "$(./run where)"
			./run stop                    end a running stack from another terminal
			./run bench [--quick] [--only single|held|mailing] [--json FILE]
			                              measure on a stack of its own; the figures go to FILE as well

			--fresh forgets the data of earlier runs, --no-demo only starts.

			Parts that are given by environment are used and not started:
			  PostgreSQL  CINEMA_DEV_POSTGRES_URL (jdbc:postgresql://host:port/db), _USERNAME, _PASSWORD of a role
			              that may create roles and databases
			  Kafka       SPRING_KAFKA_BOOTSTRAP_SERVERS
			  RabbitMQ    SPRING_RABBITMQ_HOST, _PORT, _USERNAME, _PASSWORD
			  Temporal    SPRING_TEMPORAL_CONNECTION_TARGET, SPRING_TEMPORAL_NAMESPACE, CINEMA_DEV_TEMPORAL_UI
			  SMTP        SPRING_MAIL_HOST, _PORT, CINEMA_DEV_MAILBOX_URL
			Every other variable reaches the applications as it is.""";

	private Main() {
	}

	public static void main(String[] args) throws Exception {
		List<String> words = List.of(args);
		RunFolder folder = new RunFolder(
				Path.of(System.getProperty("cinema.dev.folder", ".")).toAbsolutePath().normalize());
		try {
			System.exit(run(words, folder));
		}
		catch (StackException ex) {
			Console.say("! " + ex.getMessage());
			System.exit(1);
		}
	}

	private static int run(List<String> words, RunFolder folder) throws Exception {
		if (words.contains("--help") || words.contains("-h")) {
			Console.say(USAGE);
			return 0;
		}
		if (words.equals(List.of("stop"))) {
			return StackFile.stop(folder);
		}
		if (words.equals(List.of("where"))) {
			return StackFile.where(folder);
		}
		if (words.size() == 2 && words.get(0).equals("send")) {
			return EventSender.send(folder, Path.of(words.get(1)));
		}
		if (!words.isEmpty() && words.get(0).equals("bench")) {
			return bench(folder, words.subList(1, words.size()));
		}
		if (!List.of("--fresh", "--no-demo").containsAll(words)) {
			return unknown(words);
		}
		return stack(folder, words.contains("--fresh"), !words.contains("--no-demo"));
	}

	private static int unknown(List<String> words) {
		Console.say("Unknown: " + String.join(" ", words) + "\n\n" + USAGE);
		return 2;
	}

	private static int bench(RunFolder folder, List<String> words) {
		List<String> rest = new ArrayList<>(words);
		boolean quick = rest.remove("--quick");
		try {
			String only = value(rest, "--only");
			String json = value(rest, "--json");
			Set<BenchPart> parts = (only != null) ? Set.of(BenchPart.of(only)) : BenchPart.ALL;
			return rest.isEmpty()
					? Bench.run(folder, parts, quick, (json != null) ? folder.project().resolve(json) : null)
					: unknown(words);
		}
		catch (IllegalArgumentException noSuchPart) {
			return unknown(words);
		}
	}

	/** Takes an option and its value out of the words; null when it is not there. */
	private static @Nullable String value(List<String> words, String option) {
		int place = words.indexOf(option);
		if (place < 0 || place + 1 == words.size()) {
			return null;
		}
		words.remove(place);
		return words.remove(place);
	}

	private static int stack(RunFolder folder, boolean fresh, boolean demo) throws Exception {
		Stack stack = new Stack(folder, Map.copyOf(System.getenv()));
		Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "shutdown"));
		stack.start(fresh);
		boolean right = !demo || new Demo(stack.places()).play();
		Console.say(stack.table());
		Console.say("Ctrl-C ends it.");
		stack.awaitEnd();
		return right ? 0 : 1;
	}

}
