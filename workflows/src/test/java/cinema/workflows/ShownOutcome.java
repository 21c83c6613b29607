package cinema.workflows;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import com.google.protobuf.Timestamp;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import org.jspecify.annotations.Nullable;

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

	/**
	 * Until when it was said to be held, one after the other; null where that was taken
	 * away.
	 */
	public static List<@Nullable Instant> holds(WorkflowExecutionHistory history) {
		return history.getEvents()
			.stream()
			.filter(HistoryEvent::hasUpsertWorkflowSearchAttributesEventAttributes)
			.map((event) -> event.getUpsertWorkflowSearchAttributesEventAttributes().getSearchAttributes())
			.map((attributes) -> attributes.getIndexedFieldsMap().get(SearchAttributes.HELD_UNTIL.getName()))
			.filter((payload) -> payload != null)
			.map(ShownOutcome::moment)
			.toList();
	}

	private static @Nullable Instant moment(Payload payload) {
		String text = DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, String.class, String.class);
		return (text != null) ? OffsetDateTime.parse(text).toInstant() : null;
	}

	private static List<String> words(Payload payload) {
		return List.of(DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, String[].class, String[].class));
	}

}
