package cinema.worker.attachment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Room for files of single letters: mailings have 200 kB, a letter may have 100 and a
 * file 64, and each service leaves 64 to the others.
 */
@Timeout(60)
class FileRoomTests {

	private static final int LARGE = 60 * 1024;

	private FileStage stage;

	private Attachments attachments;

	@BeforeEach
	void start() throws Exception {
		this.stage = new FileStage();
		this.stage.has("/tickets/1", "application/pdf", new byte[10]);
		this.attachments = this.stage.attachments();
	}

	@AfterEach
	void stop() throws Exception {
		this.attachments.close();
		this.stage.close();
	}

	private static Posting ticket(Urgency urgency, int files) {
		return FileStage.posting(urgency,
				Stream.generate(() -> FileStage.pdf("a.pdf", "/tickets/1")).limit(files).toArray(Attachment[]::new));
	}

	private static List<Posting> part(int letters, int files) {
		return Stream.generate(() -> ticket(Urgency.BULK, files)).limit(letters).toList();
	}

	private double inHand() {
		return this.stage.meters.get("cinema.attachments.in.hand").gauge().value();
	}

	@Test
	void isTakenByWhatFilesAreAndNotByWhatTheyMayBe() {
		this.attachments.fetch(List.of(ticket(Urgency.NORMAL, 1))).get(0).close();
		List<LetterFiles> first = this.attachments.fetchPart(part(10, 2));
		assertThat(first).as("fewer than a part has seats").hasSize(5).allSatisfy((one) -> {
			assertThat(one.trouble()).isNull();
			assertThat(one.files()).hasSize(2);
		});
		assertThat(inHand()).isEqualTo(5 * 2 * 10);
		List<LetterFiles> second = this.attachments.fetchPart(part(10, 2));
		assertThat(second).hasSize(5);
		assertThat(this.stage.onDisk()).hasSize(20);
		Stream.of(first, second).flatMap(List::stream).forEach(LetterFiles::close);
		assertThat(this.stage.onDisk()).isEmpty();
		assertThat(inHand()).isZero();
	}

	@Test
	void isTakenInTheOrderOfAPart() {
		this.stage.has("/tickets/1", "application/pdf", new byte[LARGE]);
		this.attachments.fetch(List.of(ticket(Urgency.NORMAL, 1))).get(0).close();
		List<LetterFiles> two = this.attachments.fetchPart(part(10, 1));
		assertThat(two).hasSize(2).allSatisfy((one) -> assertThat(one.files()).hasSize(1));
		assertThat(inHand()).isEqualTo(2 * LARGE);
		two.forEach(LetterFiles::close);
		assertThat(inHand()).isZero();
	}

	@Test
	void isGivenBackWhereFilesAreSmallerThanThoseBefore() {
		this.stage.has("/tickets/1", "application/pdf", new byte[LARGE]);
		this.attachments.fetch(List.of(ticket(Urgency.NORMAL, 1))).get(0).close();
		this.stage.has("/tickets/1", "application/pdf", new byte[10]);

		for (int time = 0; time < 5; time++) {
			this.attachments.fetchPart(part(10, 1)).forEach(LetterFiles::close);
		}

		assertThat(inHand()).isZero();
		assertThat(this.stage.onDisk()).isEmpty();
	}

	@Test
	void letsALetterStepAsideForWhichThereIsNone() throws Exception {
		this.stage.has("/tickets/1", "application/pdf", new byte[LARGE]);
		this.attachments.fetch(List.of(ticket(Urgency.NORMAL, 1))).get(0).close();
		List<LetterFiles> two = this.attachments.fetchPart(part(10, 1));
		List<LetterFiles> none = this.attachments.fetchPart(part(10, 1));
		assertThat(none).singleElement().satisfies((one) -> {
			assertThat(one.stepAside()).isTrue();
			assertThat(one.trouble()).isNull();
		});
		try (LetterFiles single = this.attachments.fetch(List.of(ticket(Urgency.URGENT, 1))).get(0)) {
			assertThat(single.trouble()).as("mailings have a half of the room").isNull();
		}
		try (LetterFiles shared = this.attachments
			.fetchPart(List.of(FileStage.posting(Urgency.BULK, FileStage.shared("/tickets/1"))))
			.get(0)) {
			assertThat(shared.files()).as("it needs no room of its own").hasSize(1);
		}
		two.forEach(LetterFiles::close);
		assertThat(this.attachments.fetchPart(part(10, 1))).hasSize(2);
	}

	@Test
	void leavesSomeToLettersOfAnotherService() {
		this.stage.has("/tickets/1", "application/pdf", new byte[LARGE]);
		this.attachments.fetch(part(2, 1));
		try (LetterFiles third = this.attachments.fetch(part(1, 1)).get(0)) {
			assertThat(third.trouble()).hasToString("Deferred[detail=there is no room for more files now, ours=true, "
					+ "retryAt=" + ((cinema.worker.channel.SendResult.Deferred) third.trouble()).retryAt() + "]");
		}
		try (LetterFiles other = this.attachments.fetch(List.of(FileStage.posting(Urgency.BULK,
				new Attachment("a.pdf", "http://open/tickets/1", "application/pdf", null, null, false))))
			.get(0)) {
			assertThat(other.files()).hasSize(1);
		}
	}

	/**
	 * Letters of two files grow at once, and each would need what another one has.
	 */
	@Test
	void isNeverMoreThanThereIsAndNobodyWaitsForEachOther() throws Exception {
		this.stage.hasInChunks("/tickets/1", "application/pdf", new byte[45 * 1024]);
		AtomicBoolean done = new AtomicBoolean();
		AtomicLong most = new AtomicLong();
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			Future<?> watch = threads.submit(() -> {
				while (!done.get()) {
					most.accumulateAndGet((long) inHand(), Math::max);
				}
			});
			List<Callable<Integer>> work = Stream.generate(() -> (Callable<Integer>) this::sentOfAPart)
				.limit(4)
				.toList();
			int sent = 0;
			for (Future<Integer> one : threads.invokeAll(work)) {
				sent += one.get();
			}
			done.set(true);
			watch.get();
			assertThat(sent).isEqualTo(4 * 10);
			assertThat(most.get()).isPositive().isLessThanOrEqualTo(200 * 1024);
			assertThat(inHand()).isZero();
			assertThat(this.stage.onDisk()).isEmpty();
		}
		finally {
			threads.shutdownNow();
		}
	}

	/** As a consumer does: what steps aside comes again by itself. */
	private int sentOfAPart() throws InterruptedException {
		List<Posting> left = new ArrayList<>(part(10, 2));
		int sent = 0;
		while (!left.isEmpty()) {
			List<LetterFiles> files = this.attachments.fetchPart(left);
			TimeUnit.MILLISECONDS.sleep(20);
			for (LetterFiles one : files) {
				Posting posting = left.remove(0);
				if (one.stepAside() || one.trouble() != null) {
					left.add(posting);
				}
				else {
					sent++;
				}
				one.close();
			}
		}
		return sent;
	}

}
