package cinema.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import cinema.dev.bench.Bench;
import cinema.dev.bench.BenchPart;
import cinema.dev.demo.Demo;
import cinema.dev.demo.EventSender;
import cinema.dev.demo.Showcase;
import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.mailbox.InboxServer;
import cinema.dev.people.People;
import cinema.dev.people.StaffMail;
import cinema.dev.stack.Places;
import cinema.dev.stack.Stack;
import cinema.dev.stack.StackFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code ./run} does once everything is built. */
public final class Main {

	private static final Logger logger = LoggerFactory.getLogger(Main.class);

	private static final String USAGE = """
			./run [--fresh] [--no-demo] [--without APPLICATION]...
			                              build, start everything, and do the main job once
			./run send FILE...            announce events from files, - is the standard input
			./run where                   print where everything is, as variables: eval "$(./run where)"
			./run stop                    end a running stack from another terminal
			./run bench [--quick] [--only single|held|mailing|growth|pages] [--rows N] [--json FILE]
			                              measure on a stack of its own; the figures go to FILE as well.
			                              Ledger and journal grow to N rows, else to 20 million (quick: 1 million),
			                              for pages to a quarter of that

			--fresh forgets the data of earlier runs, --no-demo only starts. --without auth, orchestrator or worker
			leaves one out that you start yourself, from an IDE for example, and says what it has to know.
			Ctrl-C ends it. It ends with 0 when it was asked to end, and with 1 when it could not start.

			Data, logs and secrets are in .run, or in the folder that CINEMA_DEV_RUN names.
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

	public static void main(String[] args) {
		// Names and numbers that parts read are no matter of the person's language.
		Locale.setDefault(Locale.ROOT);
		// What a thread of a part dies of is for the log.
		Thread.setDefaultUncaughtExceptionHandler((thread, ex) -> logger.error("{} ended", thread, ex));
		Path project = Path.of(System.getProperty("cinema.dev.folder", ".")).toAbsolutePath().normalize();
		String run = System.getProperty("cinema.dev.run", "");
		RunFolder folder = run.isEmpty() ? new RunFolder(project)
				: new RunFolder(project, Path.of(run).toAbsolutePath().normalize());
		try {
			System.exit(run(List.of(args), folder));
		}
		catch (StackException ex) {
			Console.say("! " + ex.getMessage());
			System.exit(1);
		}
		catch (Exception ex) {
			logger.error("Unexpected", ex);
			Console.say("! " + ex + " (launcher.log of the logs has more)");
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
		if (!words.isEmpty() && words.get(0).equals("send")) {
			if (words.size() == 1) {
				throw new StackException("./run send needs a file of events: ./run send FILE.json, or - to type them");
			}
			return EventSender.send(folder, words.subList(1, words.size()).stream().map(Main::fromCaller).toList());
		}
		if (!words.isEmpty() && words.get(0).equals("bench")) {
			return bench(folder, words.subList(1, words.size()));
		}
		List<String> rest = new ArrayList<>(words);
		boolean fresh = rest.remove("--fresh");
		boolean demo = !rest.remove("--no-demo");
		Set<String> without = new LinkedHashSet<>();
		for (String name = value(rest, "--without"); name != null; name = value(rest, "--without")) {
			without.addAll(List.of(name.split(",")));
		}
		return (rest.isEmpty() && Stack.applications().containsAll(without)) ? stack(folder, fresh, demo, without)
				: unknown(words);
	}

	/** A path as whoever called ./run means it. */
	private static Path fromCaller(String path) {
		return path.equals("-") ? Path.of(path) : Path.of(System.getProperty("cinema.dev.caller", ".")).resolve(path);
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
			String rows = value(rest, "--rows");
			Set<BenchPart> parts = (only != null) ? Set.of(BenchPart.of(only)) : BenchPart.ALL;
			return rest.isEmpty() ? Bench.run(folder, parts, quick, (rows != null) ? Integer.valueOf(rows) : null,
					(json != null) ? fromCaller(json) : null) : unknown(words);
		}
		catch (IllegalArgumentException noSuchPartOrNumber) {
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

	private static int stack(RunFolder folder, boolean fresh, boolean demo, Set<String> without) throws Exception {
		Map<String, String> environment = Map.copyOf(System.getenv());
		Stack stack = new Stack(folder, environment);
		Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "shutdown"));
		try {
			stack.start(fresh, without);
			if (!without.isEmpty()) {
				Console.say(stack.table());
				stack.awaitLeftOut();
			}
			introduce(stack, new People(folder, environment));
			InboxServer inbox = inbox(stack.places(), folder);
			boolean right = !demo || new Demo(stack.places()).play();
			if (demo) {
				new StaffMail(stack.places()).turnOn();
				new Showcase(stack.places()).setUp();
			}
			Console.say(stack.table());
			Console.say("Ctrl-C ends it.");
			stack.awaitEnd();
			if (inbox != null) {
				inbox.close();
			}
			return right ? 0 : 1;
		}
		catch (RuntimeException | IOException ex) {
			if (stack.isEnding()) {
				// What fails while everything ends is no news.
				return 0;
			}
			throw ex;
		}
	}

	/** Without it the rest works. */
	private static @Nullable InboxServer inbox(Places places, RunFolder folder) {
		try {
			return page(places, folder);
		}
		catch (IOException ex) {
			Console.say("! the page with an inbox cannot be shown: " + ex.getMessage());
			return null;
		}
	}

	private static InboxServer page(Places places, RunFolder folder) throws IOException {
		return new InboxServer(URI.create(places.inbox()).getPort(), new InboxServer.Site(places.auth(),
				places.worker(), "vera@cinema.example", folder.secret("person-viewer")));
	}

	/** Without them the rest works. */
	private static void introduce(Stack stack, People people) throws IOException, InterruptedException {
		try {
			stack.introduce(people.make(stack.places().auth()));
		}
		catch (StackException ex) {
			Console.say("! " + ex.getMessage());
		}
	}

}
