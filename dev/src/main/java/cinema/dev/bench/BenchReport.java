package cinema.dev.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import cinema.dev.machine.Console;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The figures of one run: for people as they come, for scripts as JSON at the end. */
public final class BenchReport {

	private final Map<String, Object> figures = new LinkedHashMap<>();

	/** Tells a figure and keeps it. */
	public void tell(String key, String words, double value, String unit) {
		this.figures.put(key, Math.round(value * 1000) / 1000.0);
		Console.say(String.format(Locale.ROOT, "  %-62s %10.2f %s", words, value, unit));
	}

	/** Keeps what is no single number. */
	public void keep(String key, Object value) {
		this.figures.put(key, value);
	}

	/** The middle one, which one odd round does not move. */
	public static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	/** The value that this share of the sorted ones does not exceed. */
	public static double quantile(List<Double> sorted, double share) {
		return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
	}

	/** Writes the JSON, when a file is asked for. */
	public void write(@Nullable Path file) {
		if (file == null) {
			return;
		}
		try {
			JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
			Files.writeString(file, json.writeValueAsString(this.figures) + "\n");
			Console.say("\nThe same figures are in " + file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
