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
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Fetches the files of letters before they are sent, and keeps no other letter waiting:
 * half of those who take letters in hand fetch at the same time, a service that is slow
 * has few of these turns, and letters of a mailing wait for no file for long.
 */
@Component
public class Attachments {

	/**
	 * So many letters of a part with files of their own, fewer than it has seats: what is
	 * fetched for a letter without a seat is fetched in vain.
	 */
	private static final int TOGETHER = 5;

	private static final Duration SOON = Duration.ofSeconds(5);

	/** For so long a single letter that has a turn waits for room. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	/** For so long the letters of a part wait for the files of one of them. */
	private static final long PART = ServicePace.SLOW + TimeUnit.MILLISECONDS.toNanos(500);

	private final Map<Urgency, Semaphore> fetching = new EnumMap<>(Urgency.class);

	private final AttachmentProperties properties;

	private final FileFetcher fetcher;

	private final LetterFetch.Sources sources;

	private final Clock clock;

	private final ExecutorService threads = Executors
		.newCachedThreadPool(new CustomizableThreadFactory("attachments-"));

	Attachments(AttachmentProperties properties, FileFetcher fetcher, ServicePaces paces, SharedFiles shared,
			MeterRegistry meters, Clock clock) {
		this.properties = properties;
		this.fetcher = fetcher;
		this.clock = clock;
		long half = properties.inHand().toBytes() / 2;
		long spared = (properties.services().size() > 1) ? properties.fileSize().toBytes() : 0;
		FileRoom single = new FileRoom(half, spared);
		FileRoom mailings = new FileRoom(half, spared);
		this.sources = new LetterFetch.Sources(properties, fetcher, paces, shared, single, mailings, clock);
		for (Urgency urgency : Urgency.values()) {
			this.fetching.put(urgency, new Semaphore(paces.turns(urgency)));
		}
		Gauge.builder("cinema.attachments.in.hand", () -> single.used() + mailings.used())
			.description("bytes on disk that are set aside for files of single letters")
			.baseUnit("bytes")
			.register(meters);
	}

	/**
	 * Fetches the files of postings of one urgency, and waits for all of them.
	 * @return files of each, to be closed
	 */
	public List<LetterFiles> fetch(List<Posting> postings) {
		return postings.stream().map(this::single).toList();
	}

	/**
	 * Fetches the files of postings of a mailing, for a moment: letters whose files take
	 * longer step aside, and are to be fetched for by themselves.
	 * @return files of the first of them, and of the next ones as far as there is room
	 * for them; each is to be closed
	 */
	public List<LetterFiles> fetchPart(List<Posting> postings) {
		long until = System.nanoTime() + PART;
		List<LetterFetch> all = new ArrayList<>();
		List<Callable<Object>> work = new ArrayList<>();
		int own = 0;
		for (Posting posting : postings) {
			own += LetterFetch.isOwn(posting) ? 1 : 0;
			if (own > TOGETHER) {
				break;
			}
			LetterFetch one = new LetterFetch(posting, new LetterFiles(), this.sources, until, true);
			boolean fits = true;
			if (!LetterFetch.filesOf(posting).isEmpty() && !isRefused(posting, one.files())) {
				fits = one.setsAside();
				if (!fits && !all.isEmpty()) {
					one.files().close();
					break;
				}
				work.add(Executors.callable(() -> one.run(0)));
			}
			all.add(one);
			if (!fits) {
				break;
			}
		}
		await(work, all);
		return withRoom(all);
	}

	/** Those behind one without room are fetched for again, after it. */
	private List<LetterFiles> withRoom(List<LetterFetch> all) {
		int end = 0;
		while (end < all.size() && !all.get(end).isCrowdedOut()) {
			end++;
		}
		all.subList(end, all.size()).forEach((one) -> one.files().close());
		return (end > 0) ? all.subList(0, end).stream().map(LetterFetch::files).toList()
				: List.of(first(all.get(0).posting()));
	}

	/** It waits for a moment while those before it are sent. */
	private LetterFiles first(Posting posting) {
		long until = System.nanoTime() + PART;
		LetterFetch again = new LetterFetch(posting, new LetterFiles(), this.sources, until, true);
		again.run(until);
		if (again.isCrowdedOut()) {
			again.files().waitAside();
		}
		return again.files();
	}

	private LetterFiles single(Posting posting) {
		LetterFiles files = new LetterFiles();
		Semaphore turns = Objects.requireNonNull(this.fetching.get(posting.urgency()));
		if (LetterFetch.filesOf(posting).isEmpty() || isRefused(posting, files)) {
			return files;
		}
		if (!turns.tryAcquire()) {
			files.settle(putOff("half of the worker's letters wait for their files"));
			return files;
		}
		try {
			long now = System.nanoTime();
			long deadline = this.properties.deadline().toNanos();
			long patience = (posting.urgency() == Urgency.BULK) ? deadline : PATIENCE.toNanos();
			new LetterFetch(posting, files, this.sources, now + deadline, false).run(now + patience);
		}
		finally {
			turns.release();
		}
		return files;
	}

	private void await(List<Callable<Object>> work, List<LetterFetch> all) {
		try {
			if (!work.isEmpty()) {
				this.threads.invokeAll(work);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			all.forEach((one) -> one.files().settle(putOff("the worker stops")));
		}
	}

	/** What needs no asking: too many, or none that may be asked for. */
	private boolean isRefused(Posting posting, LetterFiles files) {
		List<Attachment> named = LetterFetch.filesOf(posting);
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

	private SendResult putOff(String why) {
		return new SendResult.Deferred(why, true, this.clock.instant().plus(SOON));
	}

	@PreDestroy
	void close() {
		this.threads.shutdownNow();
	}

}
