package cinema.worker.attachment;

import java.time.Instant;

import cinema.worker.channel.ReceiverWords;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Attachment;
import org.jspecify.annotations.Nullable;

/** A file that is not there, for good or for now; the message is the reason. */
final class FileTroubleException extends Exception {

	private static final long serialVersionUID = 1L;

	private static final int LONGEST_NAME = 60;

	private final Kind kind;

	private final transient @Nullable Instant retryAt;

	private FileTroubleException(String reason, Kind kind, @Nullable Instant retryAt) {
		super(reason, null, false, false);
		this.kind = kind;
		this.retryAt = retryAt;
	}

	/** Another attempt would change nothing. */
	static FileTroubleException forGood(String reason) {
		return new FileTroubleException(reason, Kind.FOR_GOOD, null);
	}

	/** It is ours, and may pass. */
	static FileTroubleException forNow(String reason, @Nullable Instant retryAt) {
		return new FileTroubleException(reason, Kind.FOR_NOW, retryAt);
	}

	/** It is this worker's alone, such as a full disk, and may pass. */
	static FileTroubleException here(String reason) {
		return new FileTroubleException(reason, Kind.HERE, null);
	}

	/** Nobody asks its service for now. */
	static FileTroubleException closed(String reason, Instant until) {
		return new FileTroubleException(reason, Kind.HERE, until);
	}

	/**
	 * It has as many letters waiting for it as this worker lets.
	 * @param retryAt when it may be asked for again; null when the letter only steps
	 * aside, so that others do not wait with it
	 */
	static FileTroubleException enough(String service, @Nullable Instant retryAt) {
		return new FileTroubleException("enough letters wait for " + service,
				(retryAt != null) ? Kind.HERE : Kind.ASIDE, retryAt);
	}

	/** More than there is room for now. */
	static FileTroubleException noRoom() {
		return new FileTroubleException("there is no room for more files now", Kind.NO_ROOM, null);
	}

	/** Whether the service has nothing to do with it. */
	boolean isOwn() {
		return this.kind != Kind.FOR_GOOD && this.kind != Kind.FOR_NOW;
	}

	boolean mayPass() {
		return this.kind != Kind.FOR_GOOD;
	}

	boolean stepsAside() {
		return this.kind == Kind.ASIDE;
	}

	boolean findsNoRoom() {
		return this.kind == Kind.NO_ROOM;
	}

	String reason() {
		return String.valueOf(getMessage());
	}

	/**
	 * What it means for a letter. A file that a whole mailing shares is no trouble of any
	 * of its receivers, so the mailing waits until it is mended. It never begins with a
	 * number, or it would be read as a mail server's word on the receiver.
	 */
	SendResult of(Attachment file, ReceiverWords words) {
		String name = file.name();
		String told = words
			.outOf("file \"" + ((name.length() <= LONGEST_NAME) ? name : name.substring(0, LONGEST_NAME) + "...")
					+ "\": " + reason());
		return (mayPass() || file.shared()) ? new SendResult.Deferred(told, true, this.retryAt)
				: new SendResult.Rejected(told);
	}

	private enum Kind {

		FOR_GOOD, FOR_NOW, HERE, ASIDE, NO_ROOM

	}

}
