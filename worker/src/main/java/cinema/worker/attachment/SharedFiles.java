package cinema.worker.attachment;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import cinema.workflows.contract.Attachment;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Files that many letters have: each is asked for once by all who wait for it, and kept
 * as long as there is room. A refusal is remembered for a while, or a mailing would ask
 * for the same missing file once for each of its letters.
 */
@Component
class SharedFiles {

	private static final Duration REFUSED = Duration.ofMinutes(1);

	/** More places than this are forgotten, those without a file first. */
	private static final int MOST = 1000;

	/** So often who waits looks whether it is worth while, in milliseconds. */
	private static final long LOOK = 100;

	/** The one that was needed last is the last. */
	private final Map<Place, Shared> files = new LinkedHashMap<>(16, 0.75f, true);

	private final AttachmentProperties properties;

	private final FileFetcher fetcher;

	private final ServicePaces paces;

	private final Clock clock;

	/** Of files on disk, and of those that are just coming. */
	private long bytes;

	SharedFiles(AttachmentProperties properties, FileFetcher fetcher, ServicePaces paces, MeterRegistry meters,
			Clock clock) {
		this.properties = properties;
		this.fetcher = fetcher;
		this.paces = paces;
		this.clock = clock;
		Gauge.builder("cinema.attachments.shared", this::bytes)
			.description("bytes on disk of files that letters share")
			.baseUnit("bytes")
			.register(meters);
	}

	private synchronized long bytes() {
		return this.bytes;
	}

	/**
	 * Takes a file in hand.
	 * @param letter lets it go when it is closed
	 */
	FetchedFile take(Attachment file, FetchTerms terms, LetterFiles letter)
			throws FileTroubleException, InterruptedException {
		Shared shared = enter(new Place(file.url(), file.type(), file.sha256()));
		try {
			lock(shared, file, terms);
			try {
				Version current = current(shared, file, terms);
				use(current);
				letter.hold(() -> release(current));
				return current.file;
			}
			finally {
				shared.turn.unlock();
			}
		}
		finally {
			leave(shared);
		}
	}

	/** Waits while it is fetched for another letter, and for no service that is slow. */
	private void lock(Shared shared, Attachment file, FetchTerms terms)
			throws FileTroubleException, InterruptedException {
		long until = terms.hurries() ? terms.until() : System.nanoTime() + this.properties.deadline().toNanos();
		while (!shared.turn.tryLock(LOOK, TimeUnit.MILLISECONDS)) {
			if (System.nanoTime() - until > 0 || this.paces.isSlow(this.fetcher.serviceOf(file), terms.urgency())) {
				throw this.paces.enough(this.fetcher.serviceOf(file), terms);
			}
		}
	}

	private synchronized Shared enter(Place place) {
		Shared shared = this.files.computeIfAbsent(place, (one) -> new Shared());
		shared.inside++;
		forgetSome();
		return shared;
	}

	private synchronized void leave(Shared shared) {
		shared.inside--;
		notifyAll();
	}

	private synchronized void use(Version version) {
		version.users++;
	}

	private synchronized void release(Version version) {
		version.users--;
		if (version.outdated && version.users == 0) {
			drop(version);
		}
		notifyAll();
	}

	private void forgetSome() {
		Iterator<Shared> all = this.files.values().iterator();
		while (this.files.size() > MOST && all.hasNext()) {
			Shared one = all.next();
			if (one.inside == 0 && one.version == null) {
				all.remove();
			}
		}
	}

	/** Whoever has its turn is the only one who looks. */
	private Version current(Shared shared, Attachment file, FetchTerms terms)
			throws FileTroubleException, InterruptedException {
		Instant now = this.clock.instant();
		FileTroubleException refusal = shared.refusal;
		Version known = shared.version;
		boolean fresh = now.isBefore(shared.until);
		if (refusal != null && fresh) {
			throw refusal;
		}
		// Some tidy temporary folders by age.
		boolean there = known != null && Files.exists(known.file.path());
		if (known != null && there && fresh) {
			return known;
		}
		try {
			Version fetched = fetch(shared, file, terms, there ? known : null);
			shared.refusal = null;
			shared.until = (file.sha256() != null) ? Instant.MAX : now.plus(this.properties.keep());
			return fetched;
		}
		catch (FileTroubleException trouble) {
			shared.refusal = trouble.mayPass() ? null : trouble;
			shared.until = now.plus(trouble.mayPass() ? Duration.ZERO : REFUSED);
			throw trouble;
		}
	}

	private Version fetch(Shared shared, Attachment file, FetchTerms terms, @Nullable Version known)
			throws FileTroubleException, InterruptedException {
		long most = this.properties.fileSize().toBytes();
		makeRoom(most, terms);
		Version fetched = known;
		try {
			FetchedFile came = this.fetcher.fetch(file, terms, (known != null) ? known.file.etag() : null);
			fetched = (came != null) ? new Version(came) : known;
		}
		finally {
			settle(shared, most, fetched);
		}
		return Objects.requireNonNull(fetched);
	}

	/** For the largest file, until it is known how large this one is. */
	private synchronized void makeRoom(long most, FetchTerms terms) throws FileTroubleException, InterruptedException {
		long until = terms.hurries() ? terms.until() : System.nanoTime() + this.properties.deadline().toNanos();
		while (this.bytes + most > this.properties.cacheSize().toBytes()) {
			if (!dropOldest()) {
				long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
				if (left <= 0) {
					throw FileTroubleException.here("letters that are being sent need all the room for shared files");
				}
				wait(left);
			}
		}
		this.bytes += most;
	}

	private boolean dropOldest() {
		Iterator<Shared> all = this.files.values().iterator();
		while (all.hasNext()) {
			Shared one = all.next();
			Version version = one.version;
			if (one.inside == 0 && version != null && version.users == 0) {
				all.remove();
				drop(version);
				return true;
			}
		}
		return false;
	}

	private void drop(Version version) {
		this.bytes -= version.file.size();
		FileFolder.delete(version.file.path());
	}

	private synchronized void settle(Shared shared, long reserved, @Nullable Version now) {
		Version before = shared.version;
		this.bytes -= reserved;
		if (now != null && now != before) {
			this.bytes += now.file.size();
			shared.version = now;
			if (before != null) {
				before.outdated = true;
				if (before.users == 0) {
					drop(before);
				}
			}
		}
		notifyAll();
	}

	/** What makes two files the same one. */
	private record Place(String url, String type, @Nullable String sha256) {
	}

	private static final class Shared {

		private final ReentrantLock turn = new ReentrantLock();

		/** Letters that wait for it. */
		private int inside;

		private volatile @Nullable Version version;

		private @Nullable FileTroubleException refusal;

		/** When it, or the refusal, is worth nothing any more. */
		private Instant until = Instant.MIN;

	}

	/** What a service had at a time; letters that have it in hand are sent with it. */
	private static final class Version {

		private final FetchedFile file;

		private int users;

		/** Whether there is a newer one. */
		private boolean outdated;

		private Version(FetchedFile file) {
			this.file = file;
		}

	}

}
