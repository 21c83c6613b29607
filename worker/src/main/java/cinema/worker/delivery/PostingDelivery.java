package cinema.worker.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.SendResult;
import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Claim;
import cinema.worker.ledger.Conclusion;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.LedgerState;
import cinema.worker.queue.UnreadableMessageException;
import cinema.worker.receipt.ReceiptRelay;
import cinema.worker.trace.Traces;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Withdrawal;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Delivers one posting: claim, check, send, record, report, in an order that no crash
 * turns into a second letter.
 */
@Component
class PostingDelivery {

	private static final Logger logger = LoggerFactory.getLogger(PostingDelivery.class);

	private static final Duration PAUSE_IN_TROUBLE = Duration.ofSeconds(2);

	private final Queue<Unwritten> unwritten = new ConcurrentLinkedQueue<>();

	private final Map<Channel, DeliveryChannel> channels;

	private final Ledger ledger;

	private final ReceiptRelay receipts;

	private final DeliveryMeters meters;

	private final Traces traces;

	private final Clock clock;

	PostingDelivery(List<DeliveryChannel> channels, Ledger ledger, ReceiptRelay receipts, DeliveryMeters meters,
			Traces traces, Clock clock) {
		this.channels = channels.stream().collect(Collectors.toMap(DeliveryChannel::channel, Function.identity()));
		this.ledger = ledger;
		this.receipts = receipts;
		this.meters = meters;
		this.traces = traces;
		this.clock = clock;
	}

	/**
	 * Done when this returns nothing; else somebody has the posting in hand, and it is
	 * worth looking again then.
	 * @param occurredAt when the event happened, for the figures; null when nobody said
	 */
	Optional<Instant> deliver(Posting posting, @Nullable String replyTo, @Nullable Instant occurredAt) {
		DeliveryChannel channel = this.channels.get(posting.channel());
		if (channel == null) {
			throw new UnreadableMessageException("UNKNOWN_CHANNEL",
					"channel: " + posting.channel() + " is not served here");
		}
		Claim claim = this.ledger.claim(posting, replyTo);
		if (claim instanceof Claim.Busy busy) {
			return Optional.of(busy.until());
		}
		if (claim instanceof Claim.Answered answered) {
			this.receipts.report(answered.answer());
			return Optional.empty();
		}
		boolean written = true;
		try {
			Conclusion conclusion = unlessTooLate(posting, channel);
			written = conclusion == null || conclude(new Unwritten(posting, conclusion, occurredAt));
		}
		finally {
			if (written) {
				this.ledger.release(posting);
			}
		}
		return written ? Optional.empty() : Optional.of(this.clock.instant().plus(PAUSE_IN_TROUBLE));
	}

	/**
	 * Takes postings back; one that is being sent just now is answered by its own
	 * outcome.
	 */
	void withdraw(Withdrawal withdrawal, @Nullable String replyTo) {
		for (String id : withdrawal.postingIds()) {
			Answer answer = this.ledger.withdraw(id, withdrawal.workflowId(), withdrawal.channel().toString(), replyTo);
			if (answer != null) {
				this.receipts.report(answer);
			}
		}
	}

	private @Nullable Conclusion unlessTooLate(Posting posting, DeliveryChannel channel) {
		Instant now = this.clock.instant();
		if (posting.isExpiredAt(now)) {
			return Conclusion.of(LedgerState.EXPIRED, "its deadline passed before it could be sent");
		}
		Instant awake = posting.awakeFrom(now);
		if (awake.isAfter(now)) {
			return Conclusion.postponed(awake);
		}
		return this.ledger.startSending(posting) ? conclusion(send(posting, channel)) : null;
	}

	private SendResult send(Posting posting, DeliveryChannel channel) {
		Span span = this.traces.resume("send by " + posting.channel(), SpanKind.CLIENT, Traces.traceparent());
		try (Scope scope = span.makeCurrent()) {
			SendResult result = channel.send(posting);
			span.setAttribute("cinema.result", result.getClass().getSimpleName());
			return result;
		}
		finally {
			span.end();
		}
	}

	private static Conclusion conclusion(SendResult result) {
		if (result instanceof SendResult.Sent sent) {
			return Conclusion.sent(sent.providerReference());
		}
		if (result instanceof SendResult.Deferred deferred) {
			return Conclusion.of(LedgerState.DEFERRED, deferred.detail());
		}
		if (result instanceof SendResult.Rejected rejected) {
			return Conclusion.of(LedgerState.REJECTED, rejected.detail());
		}
		return Conclusion.of(LedgerState.UNKNOWN, ((SendResult.Unknown) result).detail());
	}

	/** What became of a letter is not forgotten because the database is away. */
	private boolean conclude(Unwritten outcome) {
		try {
			write(outcome);
			return true;
		}
		catch (DataAccessException trouble) {
			logger.warn("The outcome of {} has to wait: {}", outcome.posting().id(),
					trouble.getClass().getSimpleName());
			this.unwritten.add(outcome);
			return false;
		}
	}

	@Scheduled(fixedDelay = 1000)
	void concludeLate() {
		try {
			for (Unwritten outcome = this.unwritten.peek(); outcome != null; outcome = this.unwritten.peek()) {
				write(outcome);
				this.unwritten.remove();
				this.ledger.release(outcome.posting());
			}
		}
		catch (DataAccessException trouble) {
			logger.debug("Outcomes still have to wait", trouble);
		}
	}

	private void write(Unwritten outcome) {
		Answer answer = this.ledger.conclude(outcome.posting(), outcome.conclusion());
		if (answer != null) {
			this.meters.concluded(outcome.posting(), outcome.conclusion().state(), outcome.occurredAt());
			this.receipts.report(answer);
		}
	}

	/** An outcome for the ledger. */
	private record Unwritten(Posting posting, Conclusion conclusion, @Nullable Instant occurredAt) {
	}

}
