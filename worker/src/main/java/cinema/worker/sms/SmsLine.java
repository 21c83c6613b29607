package cinema.worker.sms;

import java.time.Instant;

import cinema.worker.channel.ChannelStanding;
import cinema.worker.channel.Line;
import cinema.worker.channel.ReceiverWords;
import cinema.worker.channel.SendResult;
import cinema.worker.sms.SmsGateway.Answer;
import cinema.worker.sms.SmsGateway.Kind;
import cinema.worker.sms.SmsGateway.OutgoingSms;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * One message with its place in the window, and its parts of the day's budget, which it
 * gives back if it was surely not sent.
 */
final class SmsLine implements Line {

	private final SmsGateway gateway;

	private final ChannelStanding standing;

	private final SmsBudget budget;

	private final Urgency urgency;

	private final ReceiverWords words;

	private final Runnable leave;

	private @Nullable OutgoingSms message;

	private @Nullable SendResult settled;

	private SmsBudget.@Nullable Taken taken;

	SmsLine(SmsGateway gateway, ChannelStanding standing, SmsBudget budget, Posting posting, Runnable leave) {
		this.gateway = gateway;
		this.standing = standing;
		this.budget = budget;
		this.urgency = posting.urgency();
		this.words = ReceiverWords.of(posting);
		this.leave = leave;
	}

	SmsLine settled(SendResult result) {
		this.settled = result;
		return this;
	}

	/** Unless the gateway is away, or the day's parts are used up. */
	SmsLine ready(OutgoingSms ready) {
		this.message = ready;
		// A gateway that is away tells when it is back, and no message has to try it.
		String away = this.gateway.trouble();
		Instant until = (away == null) ? this.standing.closedUntil(this.urgency) : null;
		if (away != null || until != null) {
			String trouble = (away != null) ? away : "the message centre refuses us, and messages wait";
			this.settled = new SendResult.Deferred(trouble, true, until);
			return this;
		}
		this.taken = this.budget.take(ready.pending().size(), this.urgency);
		if (this.taken == null) {
			this.settled = new SendResult.Deferred("the parts of this day are used up", true, this.budget.nextDay());
		}
		return this;
	}

	@Override
	public @Nullable SendResult settled() {
		return this.settled;
	}

	@Override
	public SendResult send() {
		OutgoingSms ready = this.message;
		SmsBudget.Taken paid = this.taken;
		if (ready == null || paid == null) {
			throw new IllegalStateException("there is nothing to send");
		}
		this.taken = null;
		Answer answer = this.gateway.submit(ready);
		boolean unsent = answer.kind() != Kind.TAKEN && answer.kind() != Kind.UNKNOWN;
		this.taken = unsent ? paid.without(answer.parts()) : null;
		return result(answer);
	}

	private SendResult result(Answer answer) {
		String said = this.words.outOf(answer.words());
		switch (answer.kind()) {
			case TAKEN, LATER, REFUSED -> this.standing.serves(this.urgency);
			case OURS, UNKNOWN -> this.standing.refuses(this.urgency, said);
		}
		return switch (answer.kind()) {
			case TAKEN -> new SendResult.Sent(said);
			case OURS -> new SendResult.Deferred(said, true, answer.retryAt());
			case LATER -> new SendResult.Deferred(said, false, answer.retryAt());
			case REFUSED -> new SendResult.Rejected(said);
			case UNKNOWN -> new SendResult.Unknown(said);
		};
	}

	@Override
	public void close() {
		SmsBudget.Taken unused = this.taken;
		this.taken = null;
		try {
			if (unused != null) {
				this.budget.giveBack(unused);
			}
		}
		finally {
			this.leave.run();
		}
	}

}
