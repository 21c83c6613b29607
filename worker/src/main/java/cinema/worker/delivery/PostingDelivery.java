package cinema.worker.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

import org.springframework.stereotype.Component;

/**
 * Delivers one posting: claim, check, send, record, report, in an order that no crash
 * turns into a second letter.
 */
@Component
class PostingDelivery {

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
		conclude(posting, unlessTooLate(posting, channel), occurredAt);
		return Optional.empty();
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

	private void conclude(Posting posting, @Nullable Conclusion conclusion, @Nullable Instant occurredAt) {
		Answer answer = (conclusion != null) ? this.ledger.conclude(posting, conclusion) : null;
		if (conclusion != null && answer != null) {
			this.meters.concluded(posting, conclusion.state(), occurredAt);
			this.receipts.report(answer);
		}
	}

}
