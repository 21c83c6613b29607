package cinema.orchestrator.letter;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.attachment.EventAttachments;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.collected.NothingCollectedException;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.queue.WireFormat;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.rendering.Renderer;
import cinema.orchestrator.seal.SealedDetails;
import cinema.orchestrator.suppression.Suppressions;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.failure.ApplicationFailure;
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

	private final EventAttachments attachments;

	private final Renderer renderer;

	private final Journal journal;

	private final WireFormat wire;

	private final SealedDetails details;

	private final ListHeaders lists;

	private final Suppressions suppressions;

	PostingWriter(Catalogue catalogue, ReceiverDirectory receivers, ContextCollector context,
			EventAttachments attachments, Renderer renderer, Journal journal, WireFormat wire, SealedDetails details,
			ListHeaders lists, Suppressions suppressions) {
		this.attachments = attachments;
		this.lists = lists;
		this.suppressions = suppressions;
		this.details = details;
		this.catalogue = catalogue;
		this.receivers = receivers;
		this.context = context;
		this.renderer = renderer;
		this.journal = journal;
		this.wire = wire;
	}

	/**
	 * Nothing is made for somebody who was erased, and no digest of nothing.
	 * @param again whether it may have been made before; of most that is not so, and
	 * whoever says no where it was finds out when it is stored
	 */
	public WrittenPosting write(String workflowId, Dispatch dispatch, boolean again) {
		return this.details.open(dispatch.event())
			.map((event) -> writeOpen(workflowId,
					new Dispatch(event, dispatch.notice(), dispatch.posting(), dispatch.attempt()), again))
			.orElseGet(() -> WrittenPosting.not(Dispatched.never(MailingJournal.ERASED)));
	}

	private WrittenPosting writeOpen(String workflowId, Dispatch dispatch, boolean again) {
		WrittenPosting known = again ? known(workflowId, dispatch) : null;
		return (known != null) ? known : make(workflowId, dispatch);
	}

	private @Nullable WrittenPosting known(String workflowId, Dispatch dispatch) {
		String stored = this.journal.find(dispatch.posting().id());
		if (stored == null) {
			return null;
		}
		PlannedNotice notice = dispatch.notice().by(dispatch.posting());
		Posting known = this.wire.posting(stored);
		return (known.attempt() >= dispatch.attempt()) ? unlessEnded(dispatch, stored) : store(workflowId, dispatch,
				known.nextAttempt(dispatch.attempt(), notice.timeZone(), notice.waking().night()));
	}

	private WrittenPosting unlessKnown(String workflowId, Dispatch dispatch, Dispatched why) {
		WrittenPosting known = known(workflowId, dispatch);
		return (known != null) ? known : WrittenPosting.not(why);
	}

	private WrittenPosting make(String workflowId, Dispatch dispatch) {
		PlannedNotice notice = dispatch.notice().by(dispatch.posting());
		Channel channel = dispatch.posting().channel();
		Receiver receiver = this.receivers.find(dispatch.event(), notice.userId());
		Terms terms = this.catalogue.terms(dispatch.event(), notice);
		String suppressed = receiver.whyNotTold(terms, List.of(channel));
		if (suppressed != null) {
			return unlessKnown(workflowId, dispatch, Dispatched.suppressed(suppressed));
		}
		String bounced = this.suppressions.of(receiver).why(receiver, channel, terms.required(), notice.urgency());
		if (bounced != null) {
			return unlessKnown(workflowId, dispatch, Dispatched.closed(bounced));
		}
		try {
			LetterParts parts = this.lists.on(parts(workflowId, dispatch, StoredReceiver.of(0,
					UUID.fromString(dispatch.posting().id()), receiver, channel, notice.timeZone())), terms.required());
			return store(workflowId, dispatch, parts.beside(inboxMessage(dispatch))
				.posting(this.renderer.render(parts.request()), dispatch.attempt()));
		}
		catch (ApplicationFailure hopeless) {
			// What it was made of may be gone since.
			WrittenPosting known = known(workflowId, dispatch);
			if (known == null) {
				throw hopeless;
			}
			return known;
		}
		catch (NothingCollectedException nothing) {
			Receipt end = this.journal.end(dispatch.posting().id());
			return (end != null) ? new WrittenPosting("", null, end, true)
					: unlessKnown(workflowId, dispatch, Dispatched.never(String.valueOf(nothing.getMessage())));
		}
	}

	/** The posting that tells the same in the inbox, where this is a notification. */
	private static @Nullable String inboxMessage(Dispatch dispatch) {
		return (dispatch.posting().channel() != Channel.PUSH) ? null
				: dispatch.notice()
					.postings()
					.stream()
					.filter((one) -> one.channel() == Channel.WEB)
					.map(PlannedPosting::id)
					.findFirst()
					.orElse(null);
	}

	private LetterParts parts(String workflowId, Dispatch dispatch, StoredReceiver to) {
		PlannedNotice notice = dispatch.notice().by(dispatch.posting());
		return new LetterParts(workflowId, dispatch.event(), notice.name(), notice.topic(), notice.urgency(),
				dispatch.posting().template(), to, notice.deadline(), notice.waking().night(),
				this.context.collect(dispatch.event(), notice.userId(), notice.context()),
				(to.channel() == Channel.EMAIL)
						? this.attachments.ofLetter(dispatch.event(), notice.userId(), notice.attachments())
						: List.of());
	}

	private WrittenPosting store(String workflowId, Dispatch dispatch, Posting posting) {
		String json = this.wire.write(posting);
		if (this.journal.dispatched(workflowId, dispatch, json)) {
			return new WrittenPosting(json, null, null, false);
		}
		// Its event was told anew, and its receiver wants it by itself now.
		return this.journal.isCollected(dispatch.posting().id())
				? WrittenPosting.not(Dispatched.never("it is part of a digest"))
				: unlessEnded(dispatch, Objects.requireNonNullElse(this.journal.find(dispatch.posting().id()), json));
	}

	private WrittenPosting unlessEnded(Dispatch dispatch, String json) {
		return new WrittenPosting(json, null, this.journal.end(dispatch.posting().id()), true);
	}

	/**
	 * A posting that is stored and may be published.
	 *
	 * @param json what is published; empty when nothing is
	 * @param suppressed that nothing is published, and why, or null
	 * @param end what became of it before, and then nothing is published; or null
	 * @param known whether this attempt was stored before, so that it may be with the
	 * worker
	 */
	public record WrittenPosting(String json, @Nullable Dispatched suppressed, @Nullable Receipt end, boolean known) {

		private static WrittenPosting not(Dispatched suppressed) {
			return new WrittenPosting("", suppressed, null, false);
		}

	}

}
