package cinema.dev.sizing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SizingTests {

	private static final Path PAGE = Path.of("../docs/scaling.md");

	private static final String BEGIN = "<!-- cinema.dev.sizing.Sizing -->\n";

	private static final String END = "<!-- end -->";

	@Test
	void isWhatThePageSays() throws Exception {
		String page = Files.readString(PAGE);
		int begin = page.indexOf(BEGIN) + BEGIN.length();
		int end = page.indexOf(END);
		assertThat(begin).isBetween(BEGIN.length(), end);
		if (Boolean.getBoolean("docs.write")) {
			page = page.substring(0, begin) + Sizing.tables() + page.substring(end);
			Files.writeString(PAGE, page);
		}
		assertThat(page).as("docs/scaling.md is out of date: mvn -pl dev test -Dtest=SizingTests -Ddocs.write=true")
			.contains(BEGIN + Sizing.tables() + END);
	}

	@Test
	void reckonsFromWhatWasMeasured() throws Exception {
		String page = Files.readString(Path.of("../docs/benchmarks.md"));

		assertThat(page)
			.contains(row("CPU per notification: orchestrator / worker / auth", Cost.of("orchestrator").single(),
					Cost.of("worker").single(), Cost.of("auth").single()))
			.contains(row("CPU per notification: Temporal / PostgreSQL / RabbitMQ / launcher with Kafka",
					Cost.of("Temporal").single(), Cost.of("PostgreSQL").single(), Cost.of("RabbitMQ").single(),
					Cost.of("Kafka").single()))
			.contains("%.2f / 0.72 / 0.01 ms | 0.55 / %.2f / %.2f ms".formatted(Cost.of("orchestrator").mailing(),
					Cost.of("worker").mailing(), Cost.of("auth").mailing()))
			.contains("%.2f / 0.44 / 0.20 / 0.26 ms | 0.41 / %.2f / %.2f / %.2f ms".formatted(
					Cost.of("Temporal").mailing(), Cost.of("PostgreSQL").mailing(), Cost.of("RabbitMQ").mailing(),
					Cost.of("Kafka").mailing()));
	}

	private static String row(String title, Double... figures) {
		return "| " + title + " | " + Arrays.stream(figures).map(Object::toString).collect(Collectors.joining(" / "))
				+ " ms |";
	}

	@Test
	@SuppressWarnings("unchecked")
	void countsConnectionsAndMemoryAsTheChartGivesThem() throws Exception {
		Map<String, Map<String, Map<String, Object>>> values = new Yaml()
			.load(Files.readString(Path.of("../deploy/helm/values.yaml")));

		Size.INSTANCES.forEach((name, figures) -> {
			Map<String, Object> application = values.get("applications").get(name);
			assertThat(application.get("connections")).as(name).isEqualTo(figures[0]);
			Map<String, Map<String, String>> resources = (Map<String, Map<String, String>>) application
				.get("resources");
			assertThat(megabytes(resources.get("limits").get("memory"))).as(name).isEqualTo(figures[1]);
		});
	}

	private static int megabytes(String memory) {
		return Integer.parseInt(memory.replaceAll("\\D", "")) * (memory.endsWith("Gi") ? 1024 : 1);
	}

	@Test
	void sendsEachLetterOfADay() {
		Size size = Size.of(10_000_000);

		Simulation run = new Simulation(size.bought()).run(new Day(10_000_000));

		assertThat(run.sent() + run.left()).isCloseTo(Simulation.DAYS * 10_000_000.0, within(1.0));
		assertThat(run.left()).isLessThan(10_000);
	}

	@Test
	void keepsItsWordWithWhatIsAskedFor() {
		for (double letters : new double[] { 100_000, 10_000_000, 100_000_000 }) {
			Simulation run = new Simulation(Size.of(letters).bought()).run(new Day(letters));

			assertThat(run.urgent.longest()).isEqualTo(1);
			assertThat(run.normal.longest()).isLessThanOrEqualTo(Size.MORNING_MINUTES);
			assertThat(run.mailings.longest()).isLessThanOrEqualTo(Size.MAILING_MINUTES);
		}
	}

	@Test
	void fallsBehindWhereAPartIsTooSmall() {
		Map<String, Double> small = Size.of(10_000_000).bought();
		small.put("Temporal", 2.0);

		Simulation run = new Simulation(small).run(new Day(10_000_000));

		assertThat(run.normal.longest()).isGreaterThan(Size.MORNING_MINUTES);
		assertThat(run.urgent.longest()).isEqualTo(1);
	}

	@Test
	void wakesAZoneAtEightByItsClock() {
		Day day = new Day(1000);

		double moscow = day.mailings[5 * 60];
		assertThat(moscow).isCloseTo(800 * 0.65 * 0.5, within(0.001));
		assertThat(day.normal[5 * 60]).isGreaterThan(day.normal[5 * 60 + 1] * 10);
		assertThat(Arrays.stream(day.mailings).sum()).isCloseTo(800, within(0.001));
	}

}
