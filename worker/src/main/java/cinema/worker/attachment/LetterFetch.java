package cinema.worker.attachment;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import cinema.worker.channel.ReceiverWords;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;

/**
 * Fetches the files of one letter. It takes room as they come; where there is none, it
 * gives back all that it has, waits until it can have as much as it can need at most, and
 * begins anew: so no two letters wait for what the other has.
 */
final class LetterFetch {

	private static final Duration SOON = Duration.ofSeconds(5);

	private final Posting posting;

	private final List<Attachment> named;

	private final LetterFiles files;

	private final Sources sources;

	/** For so long it may take for all of them, by {@code nanoTime}. */
	private final long until;

	private final boolean hurries;

	private final LetterRoom room;

	/** Of its own files that are here, in bytes. */
	private long own;

	private boolean crowded;

	/**
	 * The files of a posting.
	 * @param hurries whether other letters are sent with it, and wait as well
	 */
	LetterFetch(Posting posting, LetterFiles files, Sources sources, long until, boolean hurries) {
		this.posting = posting;
		this.named = filesOf(posting);
		this.files = files;
		this.sources = sources;
		this.until = until;
		this.hurries = hurries;
		this.room = room();
	}

	static List<Attachment> filesOf(Posting posting) {
		return Objects.requireNonNullElse(posting.attachments(), List.of());
	}

	static boolean isOwn(Posting posting) {
		return filesOf(posting).stream().anyMatch((one) -> !one.shared());
	}

	/** Takes room for files that are as large as the last ones were. */
	boolean setsAside() {
		try {
			long left = mostOwn();
			for (Attachment one : this.named) {
				String service = this.sources.fetcher().serviceOf(one);
				long expected = Math.min(this.sources.paces().expected(service), left);
				if (!one.shared() && !this.room.reserve(service, expected)) {
					return false;
				}
				left -= one.shared() ? 0 : expected;
			}
			return true;
		}
		catch (FileTroubleException trouble) {
			// It is told when it is fetched.
			return true;
		}
	}

	/** Whether others have the room that it needs. */
	boolean isCrowdedOut() {
		return this.crowded;
	}

	Posting posting() {
		return this.posting;
	}

	LetterFiles files() {
		return this.files;
	}

	/**
	 * Fetches them, or tells the letter what keeps it from that.
	 * @param roomUntil for so long it waits for room, by {@code nanoTime}; 0 for not at
	 * all
	 */
	void run(long roomUntil) {
		if (fill(this.room)) {
			return;
		}
		this.files.restart();
		try {
			LetterRoom whole = room();
			if (roomUntil == 0 || !whole.await(firstService(), mostOwn(), roomUntil)) {
				this.crowded = true;
				putOff(FileTroubleException.noRoom().reason());
			}
			else if (!fill(whole)) {
				putOff(FileTroubleException.noRoom().reason());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			putOff("the worker stops");
		}
		catch (FileTroubleException trouble) {
			putOff(trouble.reason());
		}
	}

	private LetterRoom room() {
		LetterRoom made = new LetterRoom(this.sources.room(this.posting.urgency()));
		this.files.hold(made::close);
		return made;
	}

	private String firstService() throws FileTroubleException {
		for (Attachment one : this.named) {
			if (!one.shared()) {
				return this.sources.fetcher().serviceOf(one);
			}
		}
		return "";
	}

	private long mostOwn() {
		AttachmentProperties properties = this.sources.properties();
		long number = this.named.stream().filter((one) -> !one.shared()).count();
		return Math.min(number * properties.fileSize().toBytes(), properties.letterSize().toBytes());
	}

	/** False when there is no room for one of them. */
	private boolean fill(LetterRoom from) {
		this.own = 0;
		for (Attachment one : this.named) {
			try {
				requireTime();
				FetchedFile fetched = fetch(one, from);
				requireTogether(this.files.size() + fetched.size());
				this.files.add(new LetterFile(one.name(), one.type(), one.contentId(), fetched.path(), fetched.size()));
			}
			catch (FileTroubleException trouble) {
				if (trouble.findsNoRoom()) {
					return false;
				}
				settle(one, trouble);
				return true;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				putOff("the worker stops");
				return true;
			}
			catch (RuntimeException | Error ex) {
				// Whatever it is: with a part of its files a letter goes nowhere.
				putOff("files cannot be fetched: " + ex.getClass().getSimpleName());
				return true;
			}
		}
		from.settle();
		return true;
	}

	private void settle(Attachment file, FileTroubleException trouble) {
		if (trouble.stepsAside()) {
			this.files.waitAside();
		}
		else {
			this.files.settle(trouble.of(file, ReceiverWords.of(this.posting)));
		}
	}

	private FetchedFile fetch(Attachment file, LetterRoom from) throws FileTroubleException, InterruptedException {
		FetchTerms terms = new FetchTerms(this.posting.urgency(), this.until, this.hurries, FetchTerms.Room.ANY);
		if (file.shared()) {
			return this.sources.shared().take(file, terms, this.files);
		}
		FileGrowth growth = new FileGrowth(this.sources.fetcher().serviceOf(file), from);
		FetchedFile fetched = Objects.requireNonNull(this.sources.fetcher().fetch(file, terms.with(growth), null));
		this.files.hold(() -> FileFolder.delete(fetched.path()));
		this.own += fetched.size();
		this.sources.paces().expect(growth.service, fetched.size());
		from.spare(growth.granted - fetched.size());
		return fetched;
	}

	/** Several files may each be in time, and keep others waiting all the same. */
	private void requireTime() throws FileTroubleException {
		if (this.until - System.nanoTime() < 0) {
			Duration most = this.sources.properties().deadline();
			throw this.hurries ? FileTroubleException.enough("the files before it", null) : FileTroubleException
				.forNow("the files before it took longer than " + most.toSeconds() + " s", null);
		}
	}

	private void requireTogether(long size) throws FileTroubleException {
		AttachmentProperties properties = this.sources.properties();
		if (size > properties.letterSize().toBytes()) {
			throw FileTroubleException.forGood("with it the letter's files have more than "
					+ AttachmentProperties.said(properties.letterSize()) + " together");
		}
	}

	private void putOff(String why) {
		this.files.settle(new SendResult.Deferred(why, true, this.sources.clock().instant().plus(SOON)));
	}

	/** Where files come from, and where they go. */
	record Sources(AttachmentProperties properties, FileFetcher fetcher, ServicePaces paces, SharedFiles shared,
			FileRoom single, FileRoom mailings, Clock clock) {

		FileRoom room(Urgency urgency) {
			return (urgency == Urgency.BULK) ? this.mailings : this.single;
		}

	}

	/** The room of one file while it comes. */
	private final class FileGrowth implements FetchTerms.Room {

		private final String service;

		private final LetterRoom from;

		private long granted;

		private FileGrowth(String service, LetterRoom from) {
			this.service = service;
			this.from = from;
		}

		@Override
		public void need(long bytes) throws FileTroubleException {
			if (bytes <= this.granted) {
				return;
			}
			requireTogether(LetterFetch.this.own + bytes);
			long grown = this.from.grow(this.service, this.granted, bytes);
			if (grown == 0) {
				throw FileTroubleException.noRoom();
			}
			this.granted = grown;
		}

	}

}
