package cinema.worker.push;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import cinema.worker.channel.ChannelStanding;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.worker.push.PushGateway.Answer;
import cinema.worker.push.PushGateway.Kind;
import cinema.worker.push.PushSubscriptions.Device;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Notifies all browsers of a person at once. They were told as soon as one push service
 * took it, so none gets it again for the sake of another.
 */
class PushChannel implements DeliveryChannel {

	private static final Logger logger = LoggerFactory.getLogger(PushChannel.class);

	private final PushSubscriptions subscriptions;

	private final PushGateway gateway;

	private final ChannelStanding standing;

	PushChannel(PushSubscriptions subscriptions, PushGateway gateway, PushProperties properties, MeterRegistry meters,
			Clock clock) {
		this.subscriptions = subscriptions;
		this.gateway = gateway;
		this.standing = new ChannelStanding(Channel.PUSH.toString(), properties.refusals(), clock);
		ChannelStanding.show(Channel.PUSH, this.standing::isRefused, meters);
	}

	@Override
	public Channel channel() {
		return Channel.PUSH;
	}

	@Override
	public List<Line> open(List<Posting> postings) {
		return postings.stream().<Line>map(PushLine::new).toList();
	}

	private SendResult send(Posting posting, List<Device> devices) {
		List<CompletableFuture<Answer>> asked = devices.stream()
			.map((device) -> this.gateway.send(device, posting))
			.toList();
		List<Answer> answers = new ArrayList<>();
		for (int i = 0; i < devices.size(); i++) {
			Answer answer = asked.get(i).join();
			answers.add(answer);
			note(devices.get(i), answer.kind());
		}
		return result(posting, answers);
	}

	/** Whatever becomes of the note, the answer counts. */
	private void note(Device device, Kind kind) {
		try {
			if (kind == Kind.GONE) {
				this.subscriptions.gone(device);
			}
			else if (kind == Kind.TAKEN) {
				this.subscriptions.used(device);
			}
		}
		catch (DataAccessException trouble) {
			logger.warn("A browser stays as it is until its next message: {}", trouble.getClass().getSimpleName());
		}
	}

	private SendResult result(Posting posting, List<Answer> answers) {
		long taken = answers.stream().filter((one) -> one.kind() == Kind.TAKEN).count();
		Optional<Answer> ours = first(answers, Kind.OURS);
		if (taken > 0 || ours.isEmpty()) {
			this.standing.serves(posting.urgency());
		}
		else {
			this.standing.refuses(posting.urgency(), ours.get().words());
		}
		if (taken > 0) {
			return new SendResult.Sent("browsers:" + taken + "/" + answers.size());
		}
		return first(answers, Kind.UNKNOWN).<SendResult>map((one) -> new SendResult.Unknown(one.words()))
			.or(() -> ours.map((one) -> new SendResult.Deferred(one.words(), true, null)))
			.or(() -> first(answers, Kind.LATER)
				.map((one) -> new SendResult.Deferred(one.words(), true, retryAt(answers))))
			.or(() -> first(answers, Kind.REFUSED).map((one) -> new SendResult.Rejected(one.words())))
			.orElseGet(() -> new SendResult.Rejected("no browser of theirs subscribes any more"));
	}

	private static Optional<Answer> first(List<Answer> answers, Kind kind) {
		return answers.stream().filter((one) -> one.kind() == kind).findFirst();
	}

	/** The soonest that a push service named. */
	private static @Nullable Instant retryAt(List<Answer> answers) {
		return answers.stream()
			.map(Answer::retryAt)
			.filter(Objects::nonNull)
			.map(Instant.class::cast)
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	private final class PushLine implements Line {

		private final Posting posting;

		private final List<Device> devices;

		private final @Nullable SendResult settled;

		PushLine(Posting posting) {
			this.posting = posting;
			this.devices = PushChannel.this.subscriptions.of(posting.receiver().address());
			this.settled = known();
		}

		private @Nullable SendResult known() {
			if (this.devices.isEmpty()) {
				return new SendResult.Rejected("no browser of theirs subscribes");
			}
			Instant until = PushChannel.this.standing.closedUntil(this.posting.urgency());
			return (until != null) ? new SendResult.Deferred("push services refuse us, and messages wait", true, until)
					: null;
		}

		@Override
		public @Nullable SendResult settled() {
			return this.settled;
		}

		@Override
		public SendResult send() {
			return PushChannel.this.send(this.posting, this.devices);
		}

		@Override
		public void close() {
			// Nothing is in hand.
		}

	}

}
