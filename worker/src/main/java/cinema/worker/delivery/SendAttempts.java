package cinema.worker.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.platform.trace.Traces;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.SendResult;
import cinema.worker.ledger.LedgerState;
import cinema.worker.ledger.Outcome;
import cinema.worker.ledger.Received;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What keeps a posting from being sent now, and what its channel says when it is sent.
 */
@Component
class SendAttempts {

	private final Map<Channel, DeliveryChannel> channels;

	private final Traces traces;

	private final Clock clock;

	SendAttempts(List<DeliveryChannel> channels, Traces traces, Clock clock) {
		this.channels = channels.stream().collect(Collectors.toMap(DeliveryChannel::channel, Function.identity()));
		this.traces = traces;
		this.clock = clock;
	}

	/** Its outcome when it is too late, or night; else null. */
	@Nullable Outcome refusal(Received received) {
		Instant now = this.clock.instant();
		if (received.posting().isExpiredAt(now)) {
			return Outcome.of(received, LedgerState.EXPIRED, "its deadline passed before it could be sent");
		}
		Instant awake = received.posting().awakeFrom(now);
		return awake.isAfter(now) ? Outcome.postponed(received, awake) : null;
	}

	/** Sends it; the ledger has to say so before. */
	Outcome send(Received received) {
		Posting posting = received.posting();
		DeliveryChannel channel = Objects.requireNonNull(this.channels.get(posting.channel()));
		Span span = this.traces.resume("send by " + posting.channel(), SpanKind.CLIENT, received.traceparent());
		try (Scope scope = span.makeCurrent()) {
			SendResult result = channel.send(posting);
			span.setAttribute("cinema.result", result.getClass().getSimpleName());
			return outcome(received, result);
		}
		finally {
			span.end();
		}
	}

	private static Outcome outcome(Received received, SendResult result) {
		if (result instanceof SendResult.Sent sent) {
			return Outcome.sent(received, sent.providerReference());
		}
		if (result instanceof SendResult.Deferred deferred) {
			return Outcome.of(received, LedgerState.DEFERRED, deferred.detail());
		}
		if (result instanceof SendResult.Rejected rejected) {
			return Outcome.of(received, LedgerState.REJECTED, rejected.detail());
		}
		return Outcome.of(received, LedgerState.UNKNOWN, ((SendResult.Unknown) result).detail());
	}

}
