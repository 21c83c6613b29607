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

	private final boolean passing;

	/** Whether the service has nothing to do with it. */
	private final boolean own;

	private final transient @Nullable Instant retryAt;

	private FileTroubleException(String reason, boolean passing, boolean own, @Nullable Instant retryAt) {
		super(reason, null, false, false);
		this.passing = passing;
		this.own = own;
		this.retryAt = retryAt;
	}

	/** Another attempt would change nothing. */
	static FileTroubleException forGood(String reason) {
		return new FileTroubleException(reason, false, false, null);
	}

	/** It is ours, and may pass. */
	static FileTroubleException forNow(String reason, @Nullable Instant retryAt) {
		return new FileTroubleException(reason, true, false, retryAt);
	}

	/** It is this worker's alone, such as a full disk, and may pass. */
	static FileTroubleException here(String reason) {
		return new FileTroubleException(reason, true, true, null);
	}

	boolean isOwn() {
		return this.own;
	}

	boolean mayPass() {
		return this.passing;
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
		return (this.passing || file.shared()) ? new SendResult.Deferred(told, true, this.retryAt)
				: new SendResult.Rejected(told);
	}

}
