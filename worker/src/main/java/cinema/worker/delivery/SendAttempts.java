package cinema.worker.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import cinema.platform.trace.Traces;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Forgetful;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.worker.ledger.Ledger;
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

	private final List<Forgetful> keepers;

	private final Traces traces;

	private final Clock clock;

	SendAttempts(List<DeliveryChannel> channels, List<Forgetful> keepers, Traces traces, Clock clock) {
		this.channels = channels.stream().collect(Collectors.toMap(DeliveryChannel::channel, Function.identity()));
		this.keepers = keepers;
		this.traces = traces;
		this.clock = clock;
	}

	Set<Channel> channels() {
		return this.channels.keySet();
	}

	/** How many letters of mailings a channel may have in hand, or 0. */
	int together(Channel channel) {
		return Objects.requireNonNull(this.channels.get(channel)).together();
	}

	/** Its outcome when it is too late, or night; else null. */
	@Nullable Outcome refusal(Received received) {
		Instant now = this.clock.instant();
		if (received.posting().isExpiredAt(now)) {
			return has(received.posting().channel(), received.posting().id())
					? Outcome.sent(received, "by an earlier attempt")
					: Outcome.of(received, LedgerState.EXPIRED, "its deadline passed before it could be sent");
		}
		Instant awake = received.posting().awakeFrom(now);
		return awake.isAfter(now) ? Outcome.postponed(received, awake) : null;
	}

	/** For the first of them, and for the next ones as far as there are lines. */
	List<Departure> open(List<Received> letters) {
		return departures(letters, channel(letters).open(letters.stream().map(Received::posting).toList()));
	}

	/** The same, but those that would keep the others waiting step aside. */
	List<Departure> openPart(List<Received> letters) {
		return departures(letters, channel(letters).openPart(letters.stream().map(Received::posting).toList()));
	}

	private DeliveryChannel channel(List<Received> letters) {
		return Objects.requireNonNull(this.channels.get(letters.get(0).posting().channel()));
	}

	private static List<Departure> departures(List<Received> letters, List<Line> lines) {
		return IntStream.range(0, lines.size()).mapToObj((i) -> new Departure(letters.get(i), lines.get(i))).toList();
	}

	/**
	 * Its outcome when it needs no sending; else null. To fetch its files, or to wait for
	 * a place, may have taken until it was too late, or night.
	 */
	@Nullable Outcome settled(Departure departure) {
		SendResult settled = departure.line().settled();
		return (settled != null) ? outcome(departure.received(), settled) : refusal(departure.received());
	}

	/** Sends it; the ledger has to say so before. */
	Outcome send(Departure departure) {
		Received received = departure.received();
		Posting posting = received.posting();
		Span span = this.traces.resume("send by " + posting.channel(), SpanKind.CLIENT, received.traceparent());
		try (Scope scope = span.makeCurrent()) {
			SendResult result = departure.line().send();
			span.setAttribute("cinema.result", result.getClass().getSimpleName());
			return outcome(received, result);
		}
		finally {
			span.end();
		}
	}

	/** Whether what was delivered is taken back. */
	boolean retract(Channel channel, String postingId, boolean evenSeen) {
		DeliveryChannel one = this.channels.get(channel);
		return one != null && one.retract(postingId, evenSeen);
	}

	/** Whether it is there, where its channel can tell. */
	boolean has(Channel channel, String postingId) {
		DeliveryChannel one = this.channels.get(channel);
		return one != null && one.has(postingId);
	}

	void forget(String userId) {
		this.keepers.forEach((keeper) -> keeper.forget(userId));
	}

	private static Outcome outcome(Received received, SendResult result) {
		if (result instanceof SendResult.Sent sent) {
			return Outcome.sent(received, sent.providerReference());
		}
		if (result instanceof SendResult.Deferred deferred) {
			return Outcome.deferred(received, deferred.detail(), deferred.ours(), deferred.retryAt());
		}
		if (result instanceof SendResult.Rejected rejected) {
			return Outcome.of(received, LedgerState.REJECTED, rejected.detail());
		}
		if (result instanceof SendResult.Withdrawn) {
			return Outcome.of(received, LedgerState.WITHDRAWN, Ledger.TAKEN_BACK);
		}
		return Outcome.of(received, LedgerState.UNKNOWN, ((SendResult.Unknown) result).detail());
	}

}
