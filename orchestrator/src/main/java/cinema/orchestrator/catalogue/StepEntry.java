package cinema.orchestrator.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One step of a notice.
 *
 * @param after how long the step before is left to be seen before this one goes; without
 * it, it only stands in where that one could not be sent
 * @param night what it does in the receiver's night
 */
public record StepEntry(Channel channel, @Nullable Duration after, @DefaultValue("hold") StepNight night) {

	/** What a step does in the receiver's night. */
	public enum StepNight {

		/** What its notice does. */
		HOLD,

		/** It goes whatever the hour. */
		DELIVER

	}

	/**
	 * Adds what is wrong with the steps of a notice, each with its place.
	 * @param life how long the notice is worth sending, or null where nobody said so
	 */
	static void check(String path, List<StepEntry> steps, @Nullable Duration life, List<String> faults) {
		Map<Channel, Integer> places = new EnumMap<>(Channel.class);
		Duration wait = Duration.ZERO;
		boolean sees = false;
		for (int place = 0; place < steps.size(); place++) {
			StepEntry step = steps.get(place);
			String at = path + ".steps[" + place + "]";
			wait = (step.after() != null) ? wait.plus(step.after()) : wait;
			faults.addAll(step.faults(at, place, wait, life));
			if (place > 0 && step.after() != null && !sees) {
				faults.add(at + ".after is " + step.after()
						+ ", and by no step before it anybody can tell that it was seen, as by web or push");
			}
			sees |= step.channel() != null && step.channel().has(Channel.Trait.SEES);
			Integer first = (step.channel() != null) ? places.putIfAbsent(step.channel(), place) : null;
			if (first != null) {
				faults.add(at + ".channel is " + step.channel() + ", as that of steps[" + first + "] is");
			}
		}
	}

	/** The binder leaves out what YAML leaves out. */
	@SuppressWarnings("ConstantValue")
	private List<String> faults(String at, int place, Duration wait, @Nullable Duration life) {
		List<String> faults = new ArrayList<>();
		if (this.channel == null) {
			faults.add(at + ".channel is missing");
		}
		if (this.after == null) {
			return faults;
		}
		if (place == 0) {
			faults.add(at + ".after is " + this.after + ", and there is no step before it to be seen");
		}
		else if (this.after.isNegative() || this.after.isZero()) {
			faults.add(at + ".after is " + this.after + " and has to be more than nothing, for example 10m");
		}
		else if (life != null && wait.compareTo(life) >= 0) {
			faults.add(at + ".after is " + this.after + ", which makes " + wait
					+ " with those before it, and has to be less than the time-to-live, " + life);
		}
		return faults;
	}

}
