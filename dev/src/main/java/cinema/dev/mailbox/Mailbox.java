package cinema.dev.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.dev.letter.LetterParser;
import cinema.dev.letter.StoredLetter;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * An SMTP server that keeps letters as files, and answers 250 only when a letter is kept.
 */
public final class Mailbox implements AutoCloseable {

	private static final int MOST_KEPT = 5000;

	private final Path folder;

	private final SMTPServer server;

	private final Deque<StoredLetter> letters = new ArrayDeque<>();

	private final AtomicLong lastId = new AtomicLong();

	private final ReadMarks read;

	private final AtomicLong changes = new AtomicLong();

	private final AtomicInteger offered = new AtomicInteger();

	private volatile SmtpAnswer answer = SmtpAnswer.OK;

	public Mailbox(Path folder, int port) {
		this.folder = folder;
		this.read = new ReadMarks(folder);
		load();
		this.server = SMTPServer.port(port)
			.bindAddress(InetAddress.getLoopbackAddress())
			.maxConnections(200)
			.messageHandlerFactory(Delivery::new)
			.build();
		this.server.start();
	}

	/** From now on the server answers so. */
	public void answer(SmtpAnswer answer) {
		this.offered.set(0);
		this.answer = answer;
	}

	/** The letters, the newest first. */
	public synchronized List<StoredLetter> letters() {
		return List.copyOf(this.letters);
	}

	public Optional<StoredLetter> find(String id) {
		return letters().stream().filter((letter) -> letter.id().equals(id)).findFirst();
	}

	public void clear() {
		delete(ids());
	}

	private Set<String> ids() {
		return letters().stream().map(StoredLetter::id).collect(Collectors.toSet());
	}

	/** Deletes those that are here. */
	synchronized void delete(Collection<String> ids) {
		Set<String> known = ids();
		known.retainAll(ids);
		known.forEach(this::delete);
		this.letters.removeIf((letter) -> known.contains(letter.id()));
		this.read.mark(known, false);
		this.changes.incrementAndGet();
	}

	boolean isUnread(StoredLetter letter) {
		return !this.read.has(letter.id());
	}

	/** Marks those that are here. */
	synchronized void mark(Collection<String> ids, boolean read) {
		Set<String> known = ids();
		known.retainAll(ids);
		if (this.read.mark(known, read)) {
			this.changes.incrementAndGet();
		}
	}

	/** Another number after each change, so that a page knows when to ask again. */
	long changes() {
		return this.changes.get();
	}

	private void load() {
		try (Stream<Path> files = Files.list(this.folder)) {
			for (Path file : files.filter((one) -> one.toString().endsWith(".eml")).sorted().toList()) {
				String id = file.getFileName().toString().replace(".eml", "");
				this.letters.addFirst(LetterParser.parse(id, Files.getLastModifiedTime(file).toInstant(), "",
						Files.readAllBytes(file)));
				this.lastId.set(Math.max(this.lastId.get(), Long.parseLong(id)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void keep(String envelopeFrom, byte[] source) throws IOException {
		String id = String.format(Locale.ROOT, "%012d", this.lastId.incrementAndGet());
		Files.write(this.folder.resolve(id + ".eml"), source);
		StoredLetter letter = LetterParser.parse(id, Instant.now(), envelopeFrom, source);
		synchronized (this) {
			this.letters.addFirst(letter);
			this.changes.incrementAndGet();
			if (this.letters.size() > MOST_KEPT) {
				String oldest = this.letters.removeLast().id();
				delete(oldest);
				this.read.mark(Set.of(oldest), false);
			}
		}
	}

	private void delete(String id) {
		try {
			Files.deleteIfExists(this.folder.resolve(id + ".eml"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop();
	}

	/** One letter on its way in. */
	private final class Delivery implements MessageHandler {

		private String from = "";

		private String recipient = "";

		Delivery(MessageContext context) {
			// Who connects does not matter here.
		}

		@Override
		public void from(String address) {
			this.from = address;
		}

		@Override
		public void recipient(String address) {
			this.recipient = address;
		}

		@Override
		public String data(InputStream data) throws RejectException, IOException {
			byte[] source = data.readAllBytes();
			int code = Mailbox.this.answer.to(Mailbox.this.offered.incrementAndGet(), this.recipient);
			if (code != 250) {
				throw new RejectException(code, "As this mailbox was told to answer");
			}
			keep(this.from, source);
			return "Ok: kept";
		}

		@Override
		public void done() {
			// The letter is kept already.
		}

	}

}
