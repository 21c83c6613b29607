package cinema.orchestrator.journal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import cinema.workflows.contract.Channel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Counts how postings ended, each once, by channel and outcome. */
@Component
public class PostingOutcomes {

	private static final List<JournalState> ENDS = List.of(JournalState.DELIVERED, JournalState.REJECTED,
			JournalState.EXPIRED, JournalState.WITHDRAWN, JournalState.SUPPRESSED, JournalState.CANCELLED,
			JournalState.FAILED, JournalState.COLLECTED, JournalState.SILENCED, JournalState.SKIPPED);

	private static final Set<String> CHANNELS = Arrays.stream(Channel.values())
		.map(Channel::toString)
		.collect(Collectors.toUnmodifiableSet());

	private final MeterRegistry meters;

	PostingOutcomes(MeterRegistry meters) {
		this.meters = meters;
		CHANNELS.forEach((channel) -> ENDS.forEach((end) -> counter(channel, end.name())));
	}

	/**
	 * One posting ended.
	 * @param channel what a worker said; what is no channel of ours counts as unknown
	 */
	public void ended(@Nullable String channel, String outcome) {
		counter((channel != null && CHANNELS.contains(channel)) ? channel : "unknown", outcome).increment();
	}

	private Counter counter(String channel, String outcome) {
		return this.meters.counter("cinema.postings.ended", "channel", channel, "outcome", outcome);
	}

}
