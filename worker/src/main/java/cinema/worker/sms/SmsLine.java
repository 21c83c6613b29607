package cinema.worker.sms;

import java.time.Instant;
import java.util.Objects;

import cinema.worker.channel.Line;
import cinema.worker.channel.ReceiverWords;
import cinema.worker.channel.SendResult;
import cinema.worker.provider.ProviderHealth;
import cinema.worker.provider.ProviderTurn;
import cinema.worker.sms.SmsGateway.Answer;
import cinema.worker.sms.SmsGateway.Kind;
import cinema.worker.sms.SmsGateway.OutgoingSms;
import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

/**
 * One message with its place in a provider's window, and its parts of the day's budget,
 * which it gives back if it was surely not sent. A provider whose trouble it is passes it
 * on to the next one as long as it has taken no part of it.
 */
final class SmsLine implements Line {

	private final @Nullable ProviderTurn<SmsProvider> turn;

	private final @Nullable SmsBudget budget;

	private final @Nullable OutgoingSms message;

	private final Posting posting;

	private final ReceiverWords words;

	private @Nullable SendResult settled;

	private SmsBudget.@Nullable Taken taken;

	/** Whether the provider took the message or some of it, or may have. */
	private boolean accepted;

	SmsLine(@Nullable ProviderTurn<SmsProvider> turn, @Nullable SmsBudget budget, Posting posting,
			@Nullable OutgoingSms message) {
		this.turn = turn;
		this.budget = budget;
		this.posting = posting;
		this.message = message;
		this.words = ReceiverWords.of(posting);
	}

	/** Nothing is to be sent. */
	static SmsLine settled(Posting posting, SendResult result) {
		SmsLine line = new SmsLine(null, null, posting, null);
		line.settled = result;
		return line;
	}

	/**
	 * Takes a place with a provider, unless there is nothing to send or all refuse us.
	 * @param most for so long it waits for one, in nanoseconds
	 * @return whether it needs none or has one
	 */
	boolean sit(long most) {
		try {
			return this.turn == null || this.turn.sit(most);
		}
		catch (ProviderTurn.PutOffException ex) {
			this.settled = ex.result();
			return true;
		}
	}

	/** Takes its parts of the day, unless others had the place for too long. */
	SmsLine pay(Instant now) {
		SmsBudget from = this.budget;
		if (this.settled != null || from == null) {
			return this;
		}
		if (this.posting.isExpiredAt(now)) {
			this.settled = new SendResult.Deferred("its deadline passed while it waited for its turn", false, null);
			return this;
		}
		try {
			this.taken = from.take(message().pending().size(), this.posting.urgency());
		}
		catch (RuntimeException trouble) {
			close();
			throw trouble;
		}
		if (this.taken == null) {
			this.settled = new SendResult.Deferred("the parts of this day are used up", true, from.nextDay());
		}
		return this;
	}

	@Override
	public @Nullable SendResult settled() {
		return this.settled;
	}

	private OutgoingSms message() {
		return Objects.requireNonNull(this.message, "there is nothing to send");
	}

	private ProviderTurn<SmsProvider> turn() {
		return Objects.requireNonNull(this.turn, "there is nothing to send");
	}

	@Override
	public SendResult send() {
		SmsBudget.Taken paid = Objects.requireNonNull(this.taken, "nothing is paid for");
		this.taken = null;
		Answer answer = sendHere();
		while (mayMove(answer) && movesOn()) {
			answer = sendHere();
		}
		boolean unsent = answer.kind() != Kind.TAKEN && answer.kind() != Kind.UNKNOWN;
		this.taken = unsent ? paid.without(answer.parts()) : null;
		return result(answer);
	}

	/** Never behind what was taken, or may have been. */
	private boolean mayMove(Answer answer) {
		return answer.kind() == Kind.OURS && answer.parts() == 0 && message().taken().isEmpty() && turn().hasOthers();
	}

	private boolean movesOn() {
		turn().passOver();
		return turn().movesOn();
	}

	private Answer sendHere() {
		SmsProvider at = turn().at();
		ProviderHealth.Call call = at.health().begin(this.posting.urgency());
		Answer answer = Answer.of(Kind.UNKNOWN, "nobody knows");
		try {
			answer = at.gateway().submit(message());
		}
		finally {
			call.ended(answer.kind() != Kind.OURS && answer.kind() != Kind.UNKNOWN);
		}
		this.accepted = answer.kind() == Kind.TAKEN || answer.kind() == Kind.UNKNOWN || answer.parts() > 0;
		String said = turn().name() + this.words.outOf(answer.words());
		switch (answer.kind()) {
			case TAKEN, LATER, REFUSED -> at.standing().serves(this.posting.urgency());
			case OURS, UNKNOWN -> at.standing().refuses(this.posting.urgency(), said);
		}
		return new Answer(answer.kind(), ReceiverWords.line(said), answer.retryAt(), answer.parts());
	}

	private static SendResult result(Answer answer) {
		return switch (answer.kind()) {
			case TAKEN -> new SendResult.Sent(answer.words());
			case OURS -> new SendResult.Deferred(answer.words(), true, answer.retryAt());
			case LATER -> new SendResult.Deferred(answer.words(), false, answer.retryAt());
			case REFUSED -> new SendResult.Rejected(answer.words());
			case UNKNOWN -> new SendResult.Unknown(answer.words());
		};
	}

	@Override
	public boolean isAmongSeveral() {
		return this.turn != null && this.turn.isAmongSeveral();
	}

	@Override
	public void close() {
		SmsBudget.Taken unused = this.taken;
		this.taken = null;
		try {
			if (unused != null && this.budget != null) {
				this.budget.giveBack(unused);
			}
		}
		finally {
			if (this.turn != null) {
				this.turn.leave(this.accepted);
			}
		}
	}

}
