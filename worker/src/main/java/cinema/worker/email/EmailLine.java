package cinema.worker.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

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
 * knows. Where there are several providers, one whose trouble it is passes it on to the
 * next one before that gap, and never behind it.
 */
final class EmailLine implements Line {

	private static final Set<Integer> LOCKED_OUT = Set.of(530, 534, 535, 538);

	/** So long a letter waits for one of several providers before it asks another. */
	private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);

	/** So long the first letter of a part waits for a seat with another one. */
	private static final long LONGEST_MOVE = TimeUnit.SECONDS.toNanos(5);

	/** So long one that does not greet is left alone. */
	private static final Duration AWAY = Duration.ofSeconds(2);

	/** What is to wait for longer goes back to its workflow. */
	private static final Duration SOON = Duration.ofSeconds(1);

	private static final int LONGEST = 200;

	private final Clock clock;

	private final boolean amongSeveral;

	/** Those that were not asked yet, its first choice first. */
	private final List<SmtpProvider> left;

	private final Urgency urgency;

	private final ReceiverWords words;

	private @Nullable MimeMessage letter;

	private Address[] to = {};

	private boolean utf8;

	/** By which it goes. */
	private @Nullable SmtpProvider provider;

	private @Nullable SmtpConnection connection;

	/** Whether the provider's seats of mailings have one less for it. */
	private boolean seated;

	/** On which it was taken of what the provider takes a day. */
	private LocalDate day = LocalDate.EPOCH;

	/** Whether the provider took the letter. */
	private boolean taken;

	/** Whether any of them was in trouble. */
	private boolean troubled;

	private @Nullable SendResult settled;

	EmailLine(SmtpProviders providers, Clock clock, Posting posting) {
		this.clock = clock;
		this.amongSeveral = providers.areSeveral();
		this.left = new ArrayList<>(providers.inOrder(posting));
		this.urgency = posting.urgency();
		this.words = ReceiverWords.of(posting);
	}

	void write(MimeMessage written, InternetAddress receiver, boolean needsUtf8) {
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

	/**
	 * Takes a seat with a provider, unless there is nothing to send or all refuse us.
	 * @param most for so long it waits for one, in nanoseconds
	 * @return whether it needs none or has one
	 */
	boolean sit(long most) {
		long began = System.nanoTime();
		try {
			for (int turn = 0; this.settled == null; turn++) {
				Wait wait = find();
				if (wait == null) {
					return true;
				}
				long rest = most - (System.nanoTime() - began);
				if (!wait.isWorthIt()) {
					settle(new SendResult.Deferred(wait.why(), true, this.clock.instant().plus(wait.time())));
				}
				else if (rest <= 0) {
					return false;
				}
				else if (await(wait, rest, turn)) {
					return true;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			settle(new SendResult.Deferred("the worker stops", true, null));
		}
		return true;
	}

	/** Takes the seat that the only provider keeps for it, or leaves it. */
	void take() {
		SmtpProvider only = this.left.get(0);
		if (this.settled != null) {
			only.pool().leave(this.urgency);
			return;
		}
		Wait wait = admitted(only, true);
		if (wait != null) {
			settle(new SendResult.Deferred(wait.why(), true, this.clock.instant().plus(wait.time())));
		}
	}

	/** Null with a seat; else what the first one waits for that could have one. */
	private @Nullable Wait find() {
		Wait wait = null;
		for (SmtpProvider one : this.left) {
			Wait own = one.pool().sits(this.urgency) ? admitted(one, true) : Wait.FOR_A_SEAT;
			if (own == null) {
				return null;
			}
			wait = (wait == null || own.isBetterThan(wait)) ? own : wait;
		}
		return (wait != null) ? wait : Wait.FOR_A_SEAT;
	}

	/** Null when the provider takes it; else its seat is left. */
	private @Nullable Wait admitted(SmtpProvider one, boolean seat) {
		LocalDate today = one.limit().today();
		Duration limited = one.limit().take(this.urgency);
		Instant closed = (limited == null) ? closed(one) : null;
		if (limited == null && closed == null) {
			this.provider = one;
			this.seated = seat;
			this.day = today;
			this.taken = false;
			return null;
		}
		if (closed != null) {
			one.limit().giveBack(this.urgency, today);
		}
		if (seat) {
			one.pool().leave(this.urgency);
		}
		return (limited != null) ? new Wait("the mail server takes no more letters of us now", limited, false)
				: new Wait("the mail server refuses us, and letters wait",
						Duration.between(this.clock.instant(), closed), true);
	}

	/**
	 * Until when it is left alone, or null. The letter that tries it could go by another
	 * one: it is not to wait for one that says nothing.
	 */
	private @Nullable Instant closed(SmtpProvider one) {
		Instant closed = one.standing().closedUntil(this.urgency);
		boolean tries = closed == null && this.amongSeveral && one.standing().isRefused(this.urgency);
		return (tries && !one.server().isThere()) ? this.clock.instant().plus(AWAY) : closed;
	}

	/** Whether it has a seat then. */
	private boolean await(Wait wait, long rest, int turn) throws InterruptedException {
		if (!wait.time().isZero()) {
			TimeUnit.NANOSECONDS.sleep(Math.min(rest, wait.time().toNanos()));
			return false;
		}
		SmtpProvider one = this.left.get(turn % this.left.size());
		return one.pool().sits(this.urgency, (this.left.size() == 1) ? rest : Math.min(rest, PATIENCE))
				&& admitted(one, true) == null;
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
			SmtpProvider at = at();
			boolean last = this.left.size() == 1;
			leave();
			this.left.remove(at);
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
		try {
			SmtpConnection borrowed = at.pool().borrow();
			this.connection = borrowed;
			return (this.utf8 && !borrowed.offersUtf8())
					? new SendResult.Deferred(
							told("the mail server takes no address with national letters before its @"), true, null)
					: null;
		}
		catch (SmtpPool.NoConnectionException ex) {
			return failed(ex.reply(), ex);
		}
		catch (MessagingException ex) {
			this.troubled = true;
			return new SendResult.Deferred(told(this.words.outOf(String.valueOf(ex.getMessage()))), true, null);
		}
	}

	/**
	 * Whether another provider takes the letter now, without a seat if none is free:
	 * letters that wait for each other's seats would all wait.
	 */
	private boolean movesOn() {
		SmtpProvider at = this.provider;
		if (at == null || this.left.size() < 2) {
			return false;
		}
		leave();
		this.left.remove(at);
		return find() == null || this.left.stream().anyMatch((one) -> admitted(one, false) == null);
	}

	private SmtpProvider at() {
		return Objects.requireNonNull(this.provider, "there is no provider");
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
		return (this.amongSeveral && reply.phase() == Phase.SESSION) ? at.serves() : Set.of(this.urgency);
	}

	/** Where there are several, who said it. */
	private String told(String words) {
		SmtpProvider at = this.provider;
		String told = (this.amongSeveral && at != null) ? at.name() + ": " + words : words;
		return (told.length() <= LONGEST) ? told : told.substring(0, LONGEST);
	}

	/** What the server has not dealt with in full is asked of before the next letter. */
	@Override
	public void close() {
		leave();
	}

	private void leave() {
		SmtpProvider at = this.provider;
		if (at == null) {
			return;
		}
		if (this.connection != null) {
			at.pool().giveBack(this.connection);
			this.connection = null;
		}
		if (!this.taken) {
			at.limit().giveBack(this.urgency, this.day);
		}
		this.provider = null;
		if (this.seated) {
			at.pool().leave(this.urgency);
		}
	}

	/**
	 * What keeps a letter from a provider.
	 *
	 * @param time until it is worth asking again; none for a seat, which another leaves
	 * @param refused whether the server refuses us
	 */
	private record Wait(String why, Duration time, boolean refused) {

		private static final Wait FOR_A_SEAT = new Wait("no connection is free", Duration.ZERO, false);

		private boolean isBetterThan(Wait other) {
			return (isWorthIt() != other.isWorthIt()) ? isWorthIt() : this.time.compareTo(other.time) < 0;
		}

		private boolean isWorthIt() {
			return !this.refused && this.time.compareTo(SOON) <= 0;
		}

	}

}
