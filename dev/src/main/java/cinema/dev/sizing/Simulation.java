package cinema.dev.sizing;

import java.util.HashMap;
import java.util.Map;

/**
 * Days of letters on their way through parts with so many processors each, minute by
 * minute: what somebody waits for goes first, mailings last.
 */
final class Simulation {

	/** Two, so that what is left of one is seen in the next. */
	static final int DAYS = 2;

	final Line urgent = new Line();

	final Line normal = new Line();

	final Line mailings = new Line();

	private final Map<String, Double> processors;

	private double sent;

	Simulation(Map<String, Double> processors) {
		this.processors = processors;
	}

	Simulation run(Day day) {
		for (int minute = 0; minute < DAYS * Day.MINUTES; minute++) {
			int ofDay = minute % Day.MINUTES;
			this.urgent.add(minute, day.urgent[ofDay]);
			this.normal.add(minute, day.normal[ofDay]);
			this.mailings.add(minute, day.mailings[ofDay]);
			Map<String, Double> seconds = new HashMap<>();
			this.processors.forEach((part, count) -> seconds.put(part, count * Size.BUSY * 60));
			this.sent += send(this.urgent, minute, seconds, 1, 0);
			this.sent += send(this.normal, minute, seconds, 1, 0);
			this.sent += send(this.mailings, minute, seconds, 0, 1);
		}
		return this;
	}

	/** As many as the part allows that has the least left for them. */
	private static double send(Line line, int minute, Map<String, Double> seconds, int single, int mailing) {
		double most = Cost.MEASURED.stream()
			.mapToDouble((cost) -> seconds.getOrDefault(cost.part(), 0.0) / cost.processors(single, mailing))
			.min()
			.orElseThrow();
		double taken = line.take(minute, most);
		Cost.MEASURED
			.forEach((cost) -> seconds.merge(cost.part(), -taken * cost.processors(single, mailing), Double::sum));
		return taken;
	}

	/** Letters that went. */
	double sent() {
		return this.sent;
	}

	/** Letters that wait at the end. */
	double left() {
		return this.urgent.letters() + this.normal.letters() + this.mailings.letters();
	}

}
