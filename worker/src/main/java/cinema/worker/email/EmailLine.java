package cinema.worker.email;

import java.time.Instant;

import cinema.worker.channel.ChannelStanding;
import cinema.worker.channel.Line;
import cinema.worker.channel.ReceiverWords;
import cinema.worker.channel.SendResult;
import cinema.worker.email.SmtpReply.Phase;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * One letter with its connection. All trouble before the final dot defers it, unless it
 * is the receiver's and for good; silence after the dot is the one gap in which nobody
 * knows.
 */
final class EmailLine implements Line {

	private final SmtpPool pool;

	private final ChannelStanding standing;

	private final SmtpMeters replies;

	private final Urgency urgency;

	private final ReceiverWords words;

	private @Nullable MimeMessage letter;

	private Address[] to = {};

	private boolean utf8;

	private @Nullable SmtpConnection connection;

	private @Nullable SendResult settled;

	EmailLine(SmtpPool pool, ChannelStanding standing, SmtpMeters replies, Posting posting) {
		this.pool = pool;
		this.standing = standing;
		this.replies = replies;
		this.urgency = posting.urgency();
		this.words = ReceiverWords.of(posting);
	}

	void write(MimeMessage written, InternetAddress receiver, boolean needsUtf8) {
		this.letter = written;
		this.to = new Address[] { receiver };
		this.utf8 = needsUtf8;
	}

	/** With a connection, unless there is nothing to send or the server refuses us. */
	EmailLine connected() {
		Instant until = (this.settled != null) ? null : this.standing.closedUntil(this.urgency);
		if (until != null) {
			settle(new SendResult.Deferred("the mail server refuses us, and letters wait", true, until));
		}
		SmtpConnection taken = (this.settled != null) ? null : borrow();
		if (taken != null && this.utf8 && !taken.offersUtf8()) {
			settle(new SendResult.Rejected("the mail server takes no address with national letters before its @"));
		}
		return this;
	}

	private @Nullable SmtpConnection borrow() {
		try {
			this.connection = this.pool.borrow();
		}
		catch (SmtpPool.NoConnectionException ex) {
			settle(failed(ex.reply(), ex));
		}
		catch (MessagingException ex) {
			settle(new SendResult.Deferred(this.words.outOf(String.valueOf(ex.getMessage())), true, null));
		}
		return this.connection;
	}

	/** It goes nowhere, since this is no address. */
	void refuse(AddressException wrong) {
		settle(new SendResult.Rejected(this.words.outOf(String.valueOf(wrong.getMessage()))));
	}

	void settle(SendResult result) {
		this.settled = result;
	}

	@Override
	public @Nullable SendResult settled() {
		return this.settled;
	}

	@Override
	public SendResult send() {
		SmtpConnection first = this.connection;
		if (first == null) {
			throw new IllegalStateException("there is no connection");
		}
		boolean fresh = first.letters() == 0;
		SendResult result = send(first, !fresh);
		if (result != null) {
			return result;
		}
		this.pool.discardIdle();
		SmtpConnection second = borrow();
		SendResult last = (second != null) ? send(second, false) : this.settled;
		return (last != null) ? last : new SendResult.Deferred("no connection", true, null);
	}

	/** Null when the connection had ended before, and another one may do. */
	private @Nullable SendResult send(SmtpConnection over, boolean mayBeStale) {
		Exception failure = null;
		over.begin(this.utf8);
		try {
			over.sendMessage(this.letter, this.to);
		}
		catch (MessagingException | RuntimeException ex) {
			failure = ex;
		}
		SmtpReply reply = over.reply();
		if (failure == null || reply.takesLetter()) {
			over.taken();
			this.replies.taken();
			this.standing.serves(this.urgency);
			return new SendResult.Sent(this.words.outOf(reply.text()));
		}
		if (!reply.endsConnection()) {
			return failed(reply, failure);
		}
		this.pool.discard(over);
		this.connection = null;
		return (mayBeStale && reply.phase() != Phase.DOT) ? null : failed(reply, failure);
	}

	private SendResult failed(SmtpReply reply, Exception failure) {
		this.replies.failed(reply.code());
		String detail = this.words.outOf(reply.detail(failure));
		if (reply.isAboutReceiver()) {
			this.standing.serves(this.urgency);
			return reply.isPermanent() ? new SendResult.Rejected(detail) : new SendResult.Deferred(detail, false, null);
		}
		this.standing.refuses(this.urgency, detail);
		return reply.leavesUnknown() ? new SendResult.Unknown(detail) : new SendResult.Deferred(detail, true, null);
	}

	/** What the server has not dealt with in full is asked of before the next letter. */
	@Override
	public void close() {
		if (this.connection != null) {
			this.pool.giveBack(this.connection);
			this.connection = null;
		}
		this.pool.leave(this.urgency);
	}

}
