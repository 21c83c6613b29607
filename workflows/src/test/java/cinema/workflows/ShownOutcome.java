package cinema.workflows;

import java.time.Instant;
import java.util.List;

import com.google.protobuf.Timestamp;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;

/** How a workflow ended, as the list of the Temporal web UI shows it. */
public final class ShownOutcome {

	private ShownOutcome() {
	}

	/** Empty when nothing is shown. */
	public static List<String> of(WorkflowExecutionHistory history) {
		return history.getEvents()
			.stream()
			.filter(HistoryEvent::hasUpsertWorkflowSearchAttributesEventAttributes)
			.map((event) -> event.getUpsertWorkflowSearchAttributesEventAttributes().getSearchAttributes())
			.map((attributes) -> attributes.getIndexedFieldsMap().get(SearchAttributes.OUTCOME.getName()))
			.filter((payload) -> payload != null)
			.reduce((before, after) -> after)
			.map(ShownOutcome::words)
			.orElse(List.of());
	}

	/** When its last event happened. */
	public static Instant endOf(WorkflowExecutionHistory history) {
		Timestamp last = history.getLastEvent().getEventTime();
		return Instant.ofEpochSecond(last.getSeconds(), last.getNanos());
	}

	private static List<String> words(Payload payload) {
		return List.of(DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, String[].class, String[].class));
	}

}
