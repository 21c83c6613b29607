package cinema.orchestrator.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import cinema.workflows.contract.Channel;
import cinema.workflows.plan.PlannedPosting;
import cinema.workflows.plan.PlannedPosting.Step;
import org.jspecify.annotations.Nullable;

/**
 * Which postings of a notice its receiver can be told by.
 *
 * @param postings those, or all of them when there is none
 * @param skipped why not by others, where they are steps
 * @param why why by none at all, where they are steps, or null
 */
record PlannedSteps(List<PlannedPosting> postings, Map<PlannedPosting, String> skipped, @Nullable String why) {

	/** Of channels that reach somebody. */
	static PlannedSteps ofChannels(List<PlannedPosting> postings) {
		return new PlannedSteps(postings, Map.of(), null);
	}

	/**
	 * Of all steps of a notice. One that cannot be sent gives its wait to the next one:
	 * that one's turn comes when it would have been that of the first.
	 */
	static PlannedSteps of(List<PlannedPosting> all, Function<Channel, @Nullable String> whyNot) {
		List<PlannedPosting> postings = new ArrayList<>();
		Map<PlannedPosting, String> skipped = new LinkedHashMap<>();
		Duration wait = null;
		for (PlannedPosting posting : all) {
			Step step = Objects.requireNonNull(posting.step());
			wait = (wait != null) ? wait : step.after();
			String why = whyNot.apply(posting.channel());
			if (why != null) {
				skipped.put(posting, why);
				continue;
			}
			Duration after = postings.isEmpty() ? null : wait;
			postings.add(new PlannedPosting(posting.channel(), posting.id(), posting.template(),
					new Step(step.number(), after, step.atNight())));
			wait = null;
		}
		return postings.isEmpty() ? new PlannedSteps(all, Map.of(), skipped.values().iterator().next())
				: new PlannedSteps(postings, skipped, null);
	}

	List<Channel> channels() {
		return this.postings.stream().map(PlannedPosting::channel).toList();
	}

}
