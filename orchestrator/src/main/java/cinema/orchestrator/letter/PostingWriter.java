package cinema.orchestrator.letter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.queue.WireFormat;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.rendering.Letter;
import cinema.orchestrator.rendering.LetterRequest;
import cinema.orchestrator.rendering.Renderer;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes postings and stores them before anybody publishes them; a posting is made once
 * and stays the same letter.
 */
@Component
public class PostingWriter {

	private final Catalogue catalogue;

	private final ReceiverDirectory receivers;

	private final ContextCollector context;

	private final Renderer renderer;

	private final Journal journal;

	private final WireFormat wire;

	PostingWriter(Catalogue catalogue, ReceiverDirectory receivers, ContextCollector context, Renderer renderer,
			Journal journal, WireFormat wire) {
		this.catalogue = catalogue;
		this.receivers = receivers;
		this.context = context;
		this.renderer = renderer;
		this.journal = journal;
		this.wire = wire;
	}

	public WrittenPosting write(String workflowId, Dispatch dispatch) {
		String stored = this.journal.find(dispatch.posting().id());
		if (stored != null) {
			Posting known = this.wire.posting(stored);
			return (known.attempt() >= dispatch.attempt()) ? new WrittenPosting(stored, null)
					: store(workflowId, dispatch, nextAttempt(known, dispatch));
		}
		Receiver receiver = this.receivers.find(dispatch.event(), dispatch.notice().userId());
		String suppressed = receiver.whyNotTold(
				this.catalogue.isRequired(dispatch.event().type(), dispatch.notice().name()), dispatch.notice().topic(),
				List.of(dispatch.posting().channel()));
		if (suppressed != null) {
			return new WrittenPosting("", suppressed);
		}
		return store(workflowId, dispatch, posting(workflowId, dispatch, receiver));
	}

	private WrittenPosting store(String workflowId, Dispatch dispatch, Posting posting) {
		String json = this.wire.write(posting);
		this.journal.dispatched(workflowId, dispatch, json);
		return new WrittenPosting(json, null);
	}

	/**
	 * The same letter; only the receiver's zone may have changed meanwhile, and the night
	 * with it.
	 */
	private static Posting nextAttempt(Posting known, Dispatch dispatch) {
		PostingReceiver to = known.receiver();
		return new Posting(known.id(), known.workflowId(), known.eventId(), known.notice(), known.topic(),
				known.channel(), known.urgency(),
				new PostingReceiver(to.userId(), to.address(), to.name(), dispatch.notice().timeZone(), to.locale()),
				known.subject(), known.html(), known.text(), known.headers(), known.deadline(),
				dispatch.notice().quietHours(), dispatch.attempt());
	}

	private Posting posting(String workflowId, Dispatch dispatch, Receiver receiver) {
		PlannedNotice notice = dispatch.notice();
		Event event = dispatch.event();
		Letter letter = this.renderer.render(
				new LetterRequest(dispatch.posting().template(), receiver.locale(), values(event, notice, receiver)));
		String address = (receiver.email() != null) ? receiver.email() : "";
		return new Posting(dispatch.posting().id(), workflowId, event.id(), notice.name(), notice.topic(),
				dispatch.posting().channel(), notice.urgency(),
				new PostingReceiver(receiver.userId(), address, receiver.name(), notice.timeZone(), receiver.locale()),
				letter.subject(), letter.html(), letter.text(), Map.of(), notice.deadline(), notice.quietHours(),
				dispatch.attempt());
	}

	private Map<String, @Nullable Object> values(Event event, PlannedNotice notice, Receiver receiver) {
		Map<String, @Nullable Object> person = new HashMap<>();
		person.put("first_name", receiver.firstName());
		person.put("last_name", receiver.lastName());
		person.put("name", receiver.name());
		person.put("locale", receiver.locale());
		person.put("time_zone", notice.timeZone());
		return Map.of("receiver", person, "event",
				Map.of("type", event.type(), "id", event.id(), "occurred_at", event.occurredAt().toString()), "details",
				event.details(), "context", this.context.collect(event, notice.userId(), notice.context()));
	}

}
