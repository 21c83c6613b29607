package cinema.orchestrator.withdrawal;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.journal.OpenLetter;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.staff.Reason;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;
import cinema.workflows.contract.Withdrawal;
import io.temporal.client.WorkflowServiceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Takes back what has arrived in somebody's inbox, whether or not they have seen it, and
 * with it the further steps of its notice. Asked again it asks again, until the worker
 * has said that it is done.
 */
@Component
public class DeliveredMessages {

	private static final Logger logger = LoggerFactory.getLogger(DeliveredMessages.class);

	private static final Set<String> THERE = Set.of("DELIVERED", "SEEN", "DISPATCHED");

	private static final Set<String> ON_THE_WAY = Set.of("HELD", "POSTPONED", "DEFERRED", "COLLECTED");

	private static final String GONE = "WITHDRAWN";

	private final JournalReader reader;

	private final Journal journal;

	private final RunningLetters running;

	private final PostingMessages messages;

	private final PostingPublisher publisher;

	private final Audit audit;

	DeliveredMessages(JournalReader reader, Journal journal, RunningLetters running, PostingMessages messages,
			PostingPublisher publisher, Audit audit) {
		this.reader = reader;
		this.journal = journal;
		this.running = running;
		this.messages = messages;
		this.publisher = publisher;
		this.audit = audit;
	}

	/** Whether it may be there, where something can be taken back. */
	public boolean canTakeBack(JournalRow row) {
		return isKept(row) && THERE.contains(row.state());
	}

	private boolean isKept(JournalRow row) {
		return Channel.named(row.channel()).filter((one) -> one.has(Channel.Trait.REPEATABLE)).isPresent();
	}

	/**
	 * Asks for it; of what is gone nothing is asked any more.
	 * @param reason why, which everybody can read
	 * @throws RefusedException when there is no such posting, nothing of it can be taken
	 * back, or RabbitMQ takes no order now
	 */
	public void takeBack(UUID postingId, @Nullable String reason) {
		JournalRow row = this.reader.find(postingId)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such posting."));
		String why = Reason.require("reason", reason);
		if (why == null) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "reason", "is missing: the story says why");
		}
		check(row);
		if (!row.state().equals(GONE)) {
			this.audit.doing("taken back", "posting " + postingId, why,
					() -> takeBack(row, "taken back by " + Actor.now().name() + ": " + why));
		}
	}

	private void check(JournalRow row) {
		if (!isKept(row)) {
			throw conflict("Only what lies in an inbox can be taken back; what went by " + row.channel() + " is gone.");
		}
		if (ON_THE_WAY.contains(row.state())) {
			throw conflict("It has not arrived yet: cancel its event.");
		}
		if (!THERE.contains(row.state()) && !row.state().equals(GONE)) {
			throw conflict("Nothing of it arrived: it is " + row.state() + ".");
		}
		if (!this.publisher.serves(Channel.WEB)) {
			throw conflict("The channel " + row.channel() + " is off, and nobody would take the order.");
		}
	}

	private static RefusedException conflict(String reason) {
		return new RefusedException(HttpStatus.CONFLICT, "", reason);
	}

	/** The mark first: whoever dispatches a further step finds it, or is found here. */
	private boolean takeBack(JournalRow row, String words) {
		this.journal.takeBack(row.id(), words);
		Withdrawal withdrawal = new Withdrawal(row.workflowId(), Channel.WEB, List.of(row.id().toString()), true);
		try {
			this.publisher.publish(PostingQueues.routingKey(Channel.WEB, Urgency.URGENT),
					this.messages.withdrawal(withdrawal));
		}
		catch (RuntimeException away) {
			throw RefusedException
				.forNow("RabbitMQ does not take it at the moment; nothing further of its notice is sent all the same.");
		}
		if (row.step() != null) {
			endSteps(row, words);
		}
		return true;
	}

	/** What waits hears of it now, or else when its turn comes. */
	private void endSteps(JournalRow row, String words) {
		List<OpenLetter> open = this.journal.openBeside(row.id());
		try {
			this.running.takeBack(open, words);
			if (open.isEmpty()) {
				this.running.reread(List.of(row.workflowId()));
			}
		}
		catch (WorkflowServiceException away) {
			logger.warn("The further steps of {} end when their turn comes: {}", row.workflowId(),
					away.getClass().getSimpleName());
		}
	}

}
