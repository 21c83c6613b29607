package cinema.dev.sizing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

import cinema.dev.machine.Console;

/**
 * Prints the tables of docs/scaling.md:
 * {@code java -cp dev/target/dev-1.0.0-SNAPSHOT.jar cinema.dev.sizing.Sizing [letters a day ...]}.
 */
public final class Sizing {

	private static final double[] USUAL = { 100_000, 1_000_000, 10_000_000, 100_000_000 };

	private Sizing() {
	}

	public static void main(String[] args) {
		double[] letters = DoubleStream
			.of((args.length == 0) ? USUAL : Arrays.stream(args).mapToDouble(Double::parseDouble).toArray())
			.toArray();
		Console.say(tables(letters));
	}

	static String tables() {
		return tables(USUAL);
	}

	private static String tables(double... letters) {
		Size[] sizes = DoubleStream.of(letters).mapToObj(Size::of).toArray(Size[]::new);
		return asked(sizes) + "\n" + waits(sizes);
	}

	private static String asked(Size... sizes) {
		StringBuilder table = new StringBuilder();
		head(table, "letters a day", sizes);
		row(table, "letters an hour: in the middle / at the peak's pace", sizes,
				(size) -> number(size.letters() / 24) + " / " + number((size.singles() + size.mailings()) * 3600));
		row(table, "at most a second: single ones / of mailings", sizes,
				(size) -> number(size.singles()) + " / " + number(size.mailings()));
		for (String application : Size.INSTANCES.keySet()) {
			row(table, "instances of " + application + ", 2 processors each", sizes,
					(size) -> Integer.toString(size.instances(application)));
		}
		row(table, "memory of these, GB", sizes, (size) -> number(size.megabytes() / 1024.0));
		for (String part : new String[] { "Temporal", "PostgreSQL", "RabbitMQ", "Kafka" }) {
			row(table, "processors of " + part, sizes, (size) -> number(size.bought().getOrDefault(part, 0.0)));
		}
		row(table, "connections of ours to PostgreSQL", sizes, (size) -> number(size.connections()));
		row(table, "partitions of the Kafka topic, at least", sizes, (size) -> number(size.partitions()));
		row(table, "history shards of Temporal, for life", sizes, (size) -> number(size.shards()));
		row(table, "disk after a month, GB", sizes, (size) -> number(Kept.all(size.letters(), 30)));
		row(table, "disk in the end, GB", sizes, (size) -> number(Kept.all(size.letters(), 396)));
		return table.toString();
	}

	private static String waits(Size... sizes) {
		StringBuilder table = new StringBuilder();
		head(table, "simulated", sizes);
		row(table, "single letters that are held at the end of a night", sizes,
				(size) -> number(new Day(size.letters()).held()));
		row(table, "longest wait in minutes: urgent / morning / mailing", sizes, (size) -> waits(size, 1));
		row(table, "with half of everything", sizes, (size) -> waits(size, 0.5));
		row(table, "letters of mailings that wait at once, at most", sizes,
				(size) -> number(run(size, 1).mailings.most()));
		return table.toString();
	}

	private static Simulation run(Size size, double share) {
		Map<String, Double> processors = size.bought()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (part) -> part.getValue() * share));
		return new Simulation(processors).run(new Day(size.letters()));
	}

	private static String waits(Size size, double share) {
		Simulation run = run(size, share);
		return run.urgent.longest() + " / " + run.normal.longest() + " / " + run.mailings.longest();
	}

	private static void head(StringBuilder table, String title, Size... sizes) {
		row(table, title, sizes, (size) -> number(size.letters()));
		table.append("|---".repeat(sizes.length + 1)).append("|\n");
	}

	private static void row(StringBuilder table, String title, Size[] sizes, Function<Size, String> value) {
		table.append("| ").append(title);
		for (Size size : sizes) {
			table.append(" | ").append(value.apply(size));
		}
		table.append(" |\n");
	}

	/** Without a fraction from 10 on, with commas between thousands. */
	private static String number(double value) {
		return String.format(Locale.ROOT, (value < 10 && value != Math.rint(value)) ? "%,.1f" : "%,.0f", value);
	}

}
