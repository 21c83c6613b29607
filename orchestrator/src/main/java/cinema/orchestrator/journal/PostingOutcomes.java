package cinema.orchestrator.journal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
			JournalState.FAILED);

	private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

	private final MeterRegistry meters;

	PostingOutcomes(MeterRegistry meters) {
		this.meters = meters;
		for (Channel channel : Channel.values()) {
			ENDS.forEach((end) -> counter(new Key(channel.toString(), end.name())));
		}
	}

	/**
	 * One posting ended.
	 * @param channel what a worker said; what is no channel of ours counts as unknown
	 */
	public void ended(@Nullable String channel, String outcome) {
		Key key = new Key((channel != null) ? channel : "unknown", outcome);
		Counter counter = this.counters.get(key);
		(counter != null ? counter : counter(new Key("unknown", outcome))).increment();
	}

	private Counter counter(Key key) {
		return this.counters.computeIfAbsent(key, (one) -> this.meters.counter("cinema.postings.ended", "channel",
				one.channel(), "outcome", one.outcome()));
	}

	private record Key(String channel, String outcome) {
	}

}
