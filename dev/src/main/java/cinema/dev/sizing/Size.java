package cinema.dev.sizing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What so many letters a day ask for.
 *
 * @param letters a day
 * @param singles at most, a second
 * @param mailings letters of mailings beside those, a second
 * @param processors of each part, busy to {@link #BUSY}
 */
record Size(double letters, double singles, double mailings, Map<String, Double> processors) {

	/** So much of a processor is counted on. */
	static final double BUSY = 0.7;

	/** Within so many minutes of their morning the single letters of a night go. */
	static final int MORNING_MINUTES = 15;

	/** Within so many minutes the letters of a mailing go. */
	static final int MAILING_MINUTES = 120;

	static final int PROCESSORS_OF_AN_INSTANCE = 2;

	/** What a connection to the mail server is busy with a letter, in seconds. */
	static final double REPLY = 0.1;

	static final int SMTP_CONNECTIONS = 20;

	/**
	 * An application to its connections to PostgreSQL and its megabytes, as the chart has
	 * them.
	 */
	static final Map<String, int[]> INSTANCES = new LinkedHashMap<>();

	static {
		INSTANCES.put("orchestrator", new int[] { 12, 1024 });
		INSTANCES.put("worker", new int[] { 10, 640 });
		INSTANCES.put("auth", new int[] { 6, 640 });
	}

	static Size of(double letters) {
		Day day = new Day(letters);
		double[] singles = new double[Day.MINUTES];
		double[] mailings = new double[Day.MINUTES];
		spread(day.urgent, 1, singles);
		spread(day.normal, MORNING_MINUTES, singles);
		spread(day.mailings, MAILING_MINUTES, mailings);
		Map<String, Double> processors = new LinkedHashMap<>();
		int busiest = 0;
		for (int minute = 0; minute < Day.MINUTES; minute++) {
			double single = singles[minute] / 60;
			double mailing = mailings[minute] / 60;
			Cost.MEASURED
				.forEach((cost) -> processors.merge(cost.part(), cost.processors(single, mailing) / BUSY, Math::max));
			busiest = (singles[minute] > singles[busiest]) ? minute : busiest;
		}
		return new Size(letters, singles[busiest] / 60, mailings[busiest] / 60, processors);
	}

	/** Letters of a minute go evenly in it and those after it. */
	private static void spread(double[] letters, int minutes, double[] into) {
		for (int minute = 0; minute < letters.length; minute++) {
			for (int later = 0; later < minutes; later++) {
				into[(minute + later) % into.length] += letters[minute] / minutes;
			}
		}
	}

	/** Instances of an application, two at least: one may be lost or replaced. */
	int instances(String application) {
		double busy = this.processors.getOrDefault(application, 0.0) / PROCESSORS_OF_AN_INSTANCE;
		double sending = application.equals("worker") ? (this.singles + this.mailings) * REPLY / SMTP_CONNECTIONS : 0;
		return (int) Math.max(2, Math.ceil(Math.max(busy, sending)));
	}

	/**
	 * Processors as they are bought: whole ones, those of an application with its
	 * instances.
	 */
	Map<String, Double> bought() {
		Map<String, Double> bought = new LinkedHashMap<>();
		this.processors.forEach((part, count) -> bought.put(part,
				INSTANCES.containsKey(part) ? (double) instances(part) * PROCESSORS_OF_AN_INSTANCE : Math.ceil(count)));
		return bought;
	}

	private int ofInstances(int what) {
		return INSTANCES.entrySet().stream().mapToInt((one) -> instances(one.getKey()) * one.getValue()[what]).sum();
	}

	/** Connections to PostgreSQL, beside those of Temporal. */
	int connections() {
		return ofInstances(0);
	}

	/** Memory of the three applications, in megabytes. */
	int megabytes() {
		return ofInstances(1);
	}

	/** Partitions of the topic of events: twice the orchestrators. */
	int partitions() {
		return 2 * instances("orchestrator");
	}

	/**
	 * Temporal's history shards. One writes one transition after the other; so many that
	 * none is busy for more than a tenth of its time when the most letters wake.
	 */
	int shards() {
		double transitions = this.singles * Kept.TRANSITIONS_HELD + this.mailings * Kept.TRANSITIONS_OF_MAILING;
		return Math.max(16, Integer.highestOneBit((int) Math.ceil(transitions * Kept.WRITE_SECONDS / 0.1) - 1) * 2);
	}

}
