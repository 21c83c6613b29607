package cinema.worker.email;

import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import cinema.worker.attachment.LetterFile;
import cinema.worker.attachment.LetterFiles;
import cinema.worker.channel.Line;
import cinema.worker.channel.ReceiverWords;
import cinema.worker.channel.SendResult;
import cinema.worker.email.SmtpReply.Phase;
import cinema.worker.provider.ProviderHealth;
import cinema.worker.provider.ProviderTurn;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * One letter with its connection. All trouble before the final dot defers it, unless it
 * is the receiver's and for good; silence after the dot is the one gap in which nobody
 * knows. Where there are several providers, one whose trouble it is passes it on to the
 * next one before that gap, and never behind it.
 */
final class EmailLine implements Line {

	private static final Set<Integer> LOCKED_OUT = Set.of(530, 534, 535, 538);

	/** So long the first letter of a part waits for a seat with another one. */
	private static final long LONGEST_MOVE = TimeUnit.SECONDS.toNanos(5);

	private static final int LONGEST = 200;

	/** Of a file, and no mail server that is well is slower. */
	private static final long BYTES_A_MILLISECOND = 200;

	private final ProviderTurn<SmtpProvider> turn;

	private final Urgency urgency;

	private final ReceiverWords words;

	private final LetterFiles files;

	private @Nullable PostingMessage letter;

	private Address[] to = {};

	private boolean utf8;

	private @Nullable SmtpConnection connection;

	/** Whether the provider took the letter, or may have. */
	private boolean taken;

	/** Whether any of them was in trouble. */
	private boolean troubled;

	private @Nullable SendResult settled;

	EmailLine(ProviderTurn<SmtpProvider> turn, Posting posting, LetterFiles files) {
		this.files = files;
		this.turn = turn;
		this.urgency = posting.urgency();
		this.words = ReceiverWords.of(posting);
	}

	void write(PostingMessage written, InternetAddress receiver, boolean needsUtf8) {
		this.letter = written;
		this.to = new Address[] { receiver };
		this.utf8 = needsUtf8;
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
	public boolean stepsAside() {
		return this.files.stepAside();
	}

	/**
	 * Takes a seat with a provider, unless there is nothing to send or all refuse us.
	 * @param most for so long it waits for one, in nanoseconds
	 * @return whether it needs none or has one
	 */
	boolean sit(long most) {
		try {
			return this.settled != null || this.turn.sit(most);
		}
		catch (ProviderTurn.PutOffException ex) {
			settle(ex.result());
			return true;
		}
	}

	/** Takes the seat that the only provider keeps for it, or leaves it. */
	void take() {
		try {
			if (this.settled != null) {
				this.turn.renounce();
			}
			else {
				this.turn.take();
			}
		}
		catch (ProviderTurn.PutOffException ex) {
			settle(ex.result());
		}
	}

	/**
	 * Takes a connection, unless there is nothing to send or no provider gives one.
	 * @param waits whether it may wait for another provider: not while it keeps others,
	 * whose connections are taken, from being sent
	 * @return false when it would have to
	 */
	boolean connect(boolean waits) {
		while (this.settled == null && this.connection == null) {
			SendResult trouble = dial();
			if (trouble == null) {
				return true;
			}
			boolean last = !this.turn.hasOthers();
			passOver();
			if (last) {
				settle(this.troubled ? trouble : new SendResult.Rejected(((SendResult.Deferred) trouble).detail()));
			}
			else if (!sit(waits ? LONGEST_MOVE : 0)) {
				if (!waits) {
					return false;
				}
				settle(trouble);
			}
		}
		return true;
	}

	/** Null with a connection. */
	private @Nullable SendResult dial() {
		SmtpProvider at = at();
		// While all connections are taken it is for them that a letter waits.
		ProviderHealth.Call greeting = at.pool().isFull() ? null : at.health().begin(this.urgency);
		try {
			SmtpConnection borrowed = at.pool().borrow();
			if (greeting != null) {
				greeting.passed(true);
			}
			this.connection = borrowed;
			String refusal = refusal(borrowed);
			return (refusal != null) ? new SendResult.Deferred(told(refusal), true, null) : null;
		}
		catch (SmtpPool.NoConnectionException ex) {
			if (greeting != null) {
				greeting.passed(false);
			}
			return failed(ex.reply(), ex);
		}
		catch (MessagingException ex) {
			if (greeting != null) {
				greeting.ended(null);
			}
			this.troubled = true;
			return new SendResult.Deferred(told(this.words.outOf(String.valueOf(ex.getMessage()))), true, null);
		}
	}

	/** Why a server does not take such a letter, by what it said when it was greeted. */
	private @Nullable String refusal(SmtpConnection server) throws MessagingException {
		if (this.utf8 && !server.offersUtf8()) {
			return "the mail server takes no address with national letters before its @";
		}
		long most = server.mostBytes();
		long size = (this.letter != null && most < Long.MAX_VALUE) ? this.letter.size() : 0;
		if (size <= most) {
			return null;
		}
		// No receiver's fault, as its 552 5.3.4 would be none.
		this.troubled = true;
		return "the letter has " + size + " bytes, and the mail server takes " + most;
	}

	/** Whether another provider takes the letter now. */
	private boolean movesOn() {
		if (!this.turn.hasOthers()) {
			return false;
		}
		passOver();
		return this.turn.movesOn();
	}

	private SmtpProvider at() {
		return this.turn.at();
	}

	@Override
	public SendResult send() {
		SendResult result = sendHere();
		while (result instanceof SendResult.Deferred deferred && deferred.ours() && movesOn()) {
			SendResult trouble = dial();
			result = (trouble != null) ? trouble : sendHere();
		}
		return result;
	}

	private SendResult sendHere() {
		SmtpConnection first = Objects.requireNonNull(this.connection, "there is no connection");
		boolean fresh = first.letters() == 0;
		SendResult result = send(first, !fresh);
		if (result != null) {
			return result;
		}
		at().pool().discardIdle();
		SendResult trouble = dial();
		SmtpConnection second = this.connection;
		SendResult last = (trouble != null || second == null) ? trouble : send(second, false);
		return (last != null) ? last : new SendResult.Deferred("no connection", true, null);
	}

	/** Null when the connection had ended before, and another one may do. */
	private @Nullable SendResult send(SmtpConnection over, boolean mayBeStale) {
		ProviderHealth.Call call = at().health().begin(this.urgency, bodies());
		SendResult result = null;
		try {
			result = answer(over, mayBeStale);
			return result;
		}
		finally {
			call.ended((result != null) ? isWell(result) : null);
		}
	}

	/** What its files may take beyond a letter, at a pace that nobody would call slow. */
	private Duration bodies() {
		return Duration.ofMillis(this.files.files().stream().mapToLong(LetterFile::size).sum() / BYTES_A_MILLISECOND);
	}

	/** What is the receiver's trouble is dealt with well. */
	private static boolean isWell(SendResult result) {
		return !(result instanceof SendResult.Unknown)
				&& !(result instanceof SendResult.Deferred deferred && deferred.ours());
	}

	private @Nullable SendResult answer(SmtpConnection over, boolean mayBeStale) {
		Exception failure = null;
		over.begin(this.utf8);
		try {
			over.sendMessage(this.letter, this.to);
		}
		catch (MessagingException | RuntimeException ex) {
			failure = ex;
		}
		if (NestedExceptionUtils.getRootCause(failure) instanceof FileSystemException) {
			// Jakarta Mail ends the connection before the letter has an end.
			at().pool().discard(over);
			this.connection = null;
			return new SendResult.Deferred("a file of the letter is gone from our disk", true, null);
		}
		SmtpReply reply = over.reply();
		if (failure == null || reply.takesLetter()) {
			over.taken();
			this.taken = true;
			at().replies().taken();
			at().standing().serves(this.urgency);
			return new SendResult.Sent(told(this.words.outOf(reply.text())));
		}
		if (!reply.endsConnection()) {
			return failed(reply, failure);
		}
		at().pool().discard(over);
		this.connection = null;
		return (mayBeStale && reply.phase() != Phase.DOT) ? null : failed(reply, failure);
	}

	private SendResult failed(SmtpReply reply, Exception failure) {
		SmtpProvider at = at();
		at.replies().failed(reply.code());
		String detail = told(this.words.outOf(reply.detail(failure)));
		if (reply.isAboutReceiver()) {
			at.standing().serves(this.urgency);
			return reply.isPermanent() ? new SendResult.Rejected(detail) : new SendResult.Deferred(detail, false, null);
		}
		this.troubled = true;
		concerned(at, reply).forEach((one) -> {
			if (reply.phase() == Phase.SESSION && LOCKED_OUT.contains(reply.code())) {
				at.standing().locksOut(one, detail);
			}
			else {
				at.standing().refuses(one, detail);
			}
		});
		this.taken = reply.leavesUnknown();
		return reply.leavesUnknown() ? new SendResult.Unknown(detail) : new SendResult.Deferred(detail, true, null);
	}

	/**
	 * A session is all letters' own: where others stand in, none has to find out anew.
	 */
	private Set<Urgency> concerned(SmtpProvider at, SmtpReply reply) {
		return (this.turn.isAmongSeveral() && reply.phase() == Phase.SESSION) ? at.serves() : Set.of(this.urgency);
	}

	/** Where there are several, who said it. */
	private String told(String words) {
		String told = this.turn.name() + words;
		return (told.length() <= LONGEST) ? told : told.substring(0, LONGEST);
	}

	@Override
	public boolean isAmongSeveral() {
		return this.turn.isAmongSeveral();
	}

	/** What the server has not dealt with in full is asked of before the next letter. */
	@Override
	public void close() {
		giveBack();
		this.turn.leave(this.taken);
		this.files.close();
	}

	private void passOver() {
		giveBack();
		this.turn.passOver();
	}

	private void giveBack() {
		SmtpConnection borrowed = this.connection;
		if (borrowed != null) {
			at().pool().giveBack(borrowed);
			this.connection = null;
		}
	}

}
