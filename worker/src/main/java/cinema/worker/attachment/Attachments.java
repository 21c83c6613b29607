package cinema.worker.attachment;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import cinema.worker.channel.ReceiverWords;
import cinema.worker.channel.SendResult;
import cinema.worker.queue.QueueProperties;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Fetches the files of letters before they are sent, and keeps no other letter waiting:
 * of letters that somebody waits for, half of the consumers fetch at the same time, and
 * one more comes again; mailings have threads of their own, and wait.
 */
@Component
public class Attachments {

	/**
	 * So many letters of a part with files of their own, fewer than it has seats: what is
	 * fetched for a letter without a seat is fetched in vain.
	 */
	private static final int TOGETHER = 5;

	private static final String NO_ROOM = "there is no room for more files now";

	private static final Duration SOON = Duration.ofSeconds(5);

	/** For so long a single letter that has a turn waits for room. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	/** What room is counted in. */
	private static final int BLOCK = 1024;

	private final Map<Urgency, Semaphore> fetching = new EnumMap<>(Urgency.class);

	private final AttachmentProperties properties;

	private final FileFetcher fetcher;

	private final SharedFiles shared;

	private final Clock clock;

	/** Of files that are for one letter each, in blocks: half is for mailings. */
	private final Map<Urgency, Semaphore> room = new EnumMap<>(Urgency.class);

	private final ExecutorService threads;

	Attachments(AttachmentProperties properties, QueueProperties queue, FileFetcher fetcher, SharedFiles shared,
			MeterRegistry meters, Clock clock) {
		this.properties = properties;
		this.fetcher = fetcher;
		this.shared = shared;
		this.clock = clock;
		int half = blocks(properties.inHand().toBytes() / 2);
		Semaphore others = new Semaphore(half, true);
		Semaphore mailings = new Semaphore(half, true);
		this.threads = Executors.newFixedThreadPool(properties.connections() / 2,
				new CustomizableThreadFactory("attachments-"));
		for (Urgency urgency : Urgency.values()) {
			this.fetching.put(urgency, new Semaphore(Math.max(1, queue.concurrencyOf(urgency) / 2)));
			this.room.put(urgency, (urgency == Urgency.BULK) ? mailings : others);
		}
		Gauge
			.builder("cinema.attachments.in.hand",
					() -> (2L * half - others.availablePermits() - mailings.availablePermits()) * BLOCK)
			.description("bytes on disk that are set aside for files of single letters")
			.baseUnit("bytes")
			.register(meters);
	}

	private static int blocks(long bytes) {
		return Math.toIntExact((bytes + BLOCK - 1) / BLOCK);
	}

	/**
	 * Fetches the files of postings of one urgency, and waits for those of the first.
	 * @return files of the first of them, and of the next ones as far as there is room
	 * for them; each is to be closed
	 */
	public List<LetterFiles> fetch(List<Posting> postings) {
		if (postings.stream().allMatch((one) -> filesOf(one).isEmpty())) {
			return postings.stream().map((one) -> LetterFiles.none()).toList();
		}
		return (postings.get(0).urgency() == Urgency.BULK) ? together(postings)
				: postings.stream().map(this::single).toList();
	}

	private static List<Attachment> filesOf(Posting posting) {
		List<Attachment> files = posting.attachments();
		return (files != null) ? files : List.of();
	}

	private LetterFiles single(Posting posting) {
		LetterFiles files = new LetterFiles();
		Semaphore turns = Objects.requireNonNull(this.fetching.get(posting.urgency()));
		if (filesOf(posting).isEmpty() || isRefused(posting, files)) {
			return files;
		}
		if (!turns.tryAcquire()) {
			files.settle(putOff("half of the worker's letters wait for their files"));
			return files;
		}
		try {
			Room aside = setAside(posting, files, PATIENCE.toNanos());
			if (aside != null) {
				fill(posting, files, aside);
			}
			else {
				files.settle(putOff(NO_ROOM));
			}
		}
		finally {
			turns.release();
		}
		return files;
	}

	/** Room is taken in their order, or those behind the first could keep it waiting. */
	private List<LetterFiles> together(List<Posting> postings) {
		List<LetterFiles> all = new ArrayList<>();
		List<Callable<Object>> work = new ArrayList<>();
		int own = 0;
		for (Posting posting : postings) {
			LetterFiles files = new LetterFiles();
			own += isOwn(posting) ? 1 : 0;
			if (own > TOGETHER) {
				break;
			}
			if (!filesOf(posting).isEmpty() && !isRefused(posting, files)) {
				Room aside = setAside(posting, files, all.isEmpty() ? this.properties.deadline().toNanos() : 0);
				if (aside == null && !all.isEmpty()) {
					break;
				}
				if (aside != null) {
					work.add(Executors.callable(() -> fill(posting, files, aside)));
				}
				else {
					files.settle(putOff(NO_ROOM));
				}
			}
			all.add(files);
		}
		await(work, all);
		return all;
	}

	private static boolean isOwn(Posting posting) {
		return filesOf(posting).stream().anyMatch((one) -> !one.shared());
	}

	private void await(List<Callable<Object>> work, List<LetterFiles> all) {
		try {
			this.threads.invokeAll(work);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			all.forEach((one) -> one.settle(putOff("the worker stops")));
		}
	}

	/** What needs no asking: too many, or none that may be asked for. */
	private boolean isRefused(Posting posting, LetterFiles files) {
		List<Attachment> named = filesOf(posting);
		if (named.size() > this.properties.files()) {
			files.settle(new SendResult.Rejected(
					"the letter names " + named.size() + " files, and may have " + this.properties.files()));
			return true;
		}
		for (Attachment one : named) {
			try {
				this.fetcher.check(one);
			}
			catch (FileTroubleException trouble) {
				files.settle(trouble.of(one, ReceiverWords.of(posting)));
				return true;
			}
		}
		return false;
	}

	/**
	 * As much as they can be at most, until it is known; null when there is none.
	 * @param most for so long it waits, in nanoseconds
	 */
	private @Nullable Room setAside(Posting posting, LetterFiles files, long most) {
		long own = filesOf(posting).stream().filter((one) -> !one.shared()).count();
		int blocks = blocks(
				Math.min(own * this.properties.fileSize().toBytes(), this.properties.letterSize().toBytes()));
		Semaphore from = Objects.requireNonNull(this.room.get(posting.urgency()));
		try {
			// Who needs none does not stand in line.
			if (blocks > 0 && !from.tryAcquire(blocks, most, TimeUnit.NANOSECONDS)) {
				return null;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		Room room = new Room(from, blocks);
		files.hold(() -> room.shrink(0));
		return room;
	}

	private void fill(Posting posting, LetterFiles files, Room aside) {
		long own = 0;
		long until = System.nanoTime() + this.properties.deadline().toNanos();
		ReceiverWords words = ReceiverWords.of(posting);
		for (Attachment one : filesOf(posting)) {
			try {
				requireTime(until);
				FetchedFile fetched = one.shared() ? this.shared.take(one, posting.urgency(), files)
						: own(one, posting.urgency(), files);
				own += one.shared() ? 0 : fetched.size();
				requireTogether(files.size() + fetched.size());
				files.add(new LetterFile(one.name(), one.type(), one.contentId(), fetched.path(), fetched.size()));
			}
			catch (FileTroubleException trouble) {
				files.settle(trouble.of(one, words));
				return;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				files.settle(putOff("the worker stops"));
				return;
			}
			catch (RuntimeException | Error ex) {
				// Whatever it is: with a part of its files a letter goes nowhere.
				files.settle(putOff("files cannot be fetched: " + ex.getClass().getSimpleName()));
				return;
			}
		}
		aside.shrink(blocks(own));
	}

	private FetchedFile own(Attachment file, Urgency urgency, LetterFiles files) throws FileTroubleException {
		FetchedFile fetched = Objects.requireNonNull(this.fetcher.fetch(file, urgency, null));
		files.hold(() -> FileFolder.delete(fetched.path()));
		return fetched;
	}

	/** Several files may each be in time, and keep others waiting all the same. */
	private void requireTime(long until) throws FileTroubleException {
		if (System.nanoTime() > until) {
			throw FileTroubleException
				.forNow("the files before it took longer than " + this.properties.deadline().toSeconds() + " s", null);
		}
	}

	private void requireTogether(long size) throws FileTroubleException {
		if (size > this.properties.letterSize().toBytes()) {
			throw FileTroubleException.forGood("with it the letter's files have more than "
					+ AttachmentProperties.said(this.properties.letterSize()) + " together");
		}
	}

	private SendResult putOff(String why) {
		return new SendResult.Deferred(why, true, this.clock.instant().plus(SOON));
	}

	@PreDestroy
	void close() {
		this.threads.shutdownNow();
	}

	/** What is set aside for a letter. */
	private static final class Room {

		private final Semaphore from;

		private int blocks;

		private Room(Semaphore from, int blocks) {
			this.from = from;
			this.blocks = blocks;
		}

		private synchronized void shrink(int to) {
			if (to < this.blocks) {
				this.from.release(this.blocks - to);
				this.blocks = to;
			}
		}

	}

}
