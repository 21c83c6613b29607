package cinema.dev.sizing;

import java.util.List;

/**
 * What a letter costs a part, in milliseconds of a processor, as docs/benchmarks.md has
 * measured it on slow ones.
 *
 * @param single of a single notification
 * @param mailing of a letter of a mailing
 */
record Cost(String part, double single, double mailing) {

	/** The dearer one of two runs each, but that Temporal kept its own database. */
	static final List<Cost> MEASURED = List.of(new Cost("orchestrator", 11.1, 0.56), new Cost("worker", 5.2, 1.00),
			new Cost("auth", 2.8, 0.02), new Cost("Temporal", 22.2, 0.47), new Cost("PostgreSQL", 3.5, 0.46),
			new Cost("RabbitMQ", 1.8, 0.23), new Cost("Kafka", 1.6, 0.42));

	/** Processors that so many letters a second keep busy. */
	double processors(double singles, double mailings) {
		return (singles * this.single + mailings * this.mailing) / 1000;
	}

	static Cost of(String part) {
		return MEASURED.stream().filter((cost) -> cost.part().equals(part)).findFirst().orElseThrow();
	}

}
