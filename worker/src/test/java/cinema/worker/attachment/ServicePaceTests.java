package cinema.worker.attachment;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import cinema.worker.Postings;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service that takes 20 s for each file keeps only letters with its files waiting. */
@Timeout(60)
class ServicePaceTests {

	private static final Duration SLOW = Duration.ofSeconds(20);

	private final ExecutorService consumers = Executors.newCachedThreadPool();

	private FileStage stage;

	@BeforeEach
	void start() throws Exception {
		this.stage = new FileStage();
		this.stage.has("/quick/1", "application/pdf", new byte[10]);
		this.stage.hasSlowly("/tickets/1", "application/pdf", 40, SLOW);
	}

	@AfterEach
	void stop() throws Exception {
		this.consumers.shutdownNow();
		this.stage.close();
	}

	private static Posting slow(Urgency urgency) {
		return FileStage.posting(urgency, FileStage.pdf("slow.pdf", "/tickets/1"));
	}

	private static Posting quick(Urgency urgency) {
		return FileStage.posting(urgency,
				new Attachment("quick.pdf", "http://open/quick/1", "application/pdf", null, null, false));
	}

	private static Posting none(Urgency urgency) {
		return Postings.posting(urgency);
	}

	private static void assertQuick(Attachments attachments, Posting... part) {
		long began = System.nanoTime();
		List<LetterFiles> files = attachments.fetchPart(List.of(part));
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
		assertThat(files).hasSize(part.length);
		for (int i = 0; i < part.length; i++) {
			boolean isSlow = part[i].attachments() != null && part[i].attachments().toString().contains("/tickets/");
			assertThat(files.get(i).stepAside() || files.get(i).trouble() != null).isEqualTo(isSlow);
		}
		files.forEach(LetterFiles::close);
	}

	@Test
	void setsThePaceOfNoOtherLetterOfAMailing() throws Exception {
		Attachments attachments = this.stage.patient(8);
		long began = System.nanoTime();
		List<LetterFiles> first = attachments
			.fetchPart(List.of(slow(Urgency.BULK), none(Urgency.BULK), quick(Urgency.BULK)));
		assertThat(Duration.ofNanos(System.nanoTime() - began)).as("once, since nobody could know")
			.isLessThan(Duration.ofSeconds(4));
		assertThat(first).extracting(LetterFiles::stepAside).containsExactly(true, false, false);
		assertThat(first.get(2).files()).hasSize(1);
		first.forEach(LetterFiles::close);

		Future<List<LetterFiles>> alone = this.consumers.submit(() -> attachments.fetch(List.of(slow(Urgency.BULK))));
		for (int i = 0; i < 10; i++) {
			assertQuick(attachments, none(Urgency.BULK), slow(Urgency.BULK), quick(Urgency.BULK), slow(Urgency.BULK));
		}
		try (LetterFiles own = alone.get().get(0)) {
			assertThat(own.trouble()).as("nothing is held against it").isNull();
			assertThat(own.files()).hasSize(1);
		}
		assertThat(this.stage.meters.get("cinema.attachments.away").gauges()).allSatisfy((one) -> {
			assertThat(one.value()).isZero();
		});
	}

	@Test
	void letsAFewLettersComeAgainAndTheOthersWaitInTheirWorkflows() {
		Attachments attachments = this.stage.patient(8);
		List<LetterFiles> all = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			all.addAll(attachments.fetchPart(List.of(slow(Urgency.BULK), slow(Urgency.BULK), slow(Urgency.BULK))));
		}
		assertThat(all).hasSize(9).filteredOn(LetterFiles::stepAside).hasSizeBetween(1, 4);
		assertThat(all).filteredOn((one) -> one.trouble() != null)
			.isNotEmpty()
			.extracting(LetterFiles::trouble)
			.allSatisfy((one) -> assertThat(one).isInstanceOfSatisfying(SendResult.Deferred.class, (deferred) -> {
				assertThat(deferred.ours()).isTrue();
				assertThat(deferred.retryAt()).isNotNull();
				assertThat(deferred.detail()).isEqualTo("file \"slow.pdf\": enough letters wait for files");
			}));
	}

	/** Eight consumers, of whom four fetch at the same time, and one for whom is slow. */
	@Test
	void leavesTurnsToSingleLettersOfOtherServices() throws Exception {
		Attachments attachments = this.stage.patient(8);
		List<Future<List<LetterFiles>>> slow = IntStream.range(0, 6)
			.mapToObj((i) -> this.consumers.submit(() -> attachments.fetch(List.of(slow(Urgency.NORMAL)))))
			.toList();
		await().until(() -> this.stage.requests.stream().filter((one) -> one.startsWith("/tickets")).count() == 3);
		await().until(() -> slow.stream().filter(Future::isDone).count() == 3);
		for (Posting other : List.of(quick(Urgency.NORMAL), none(Urgency.NORMAL), quick(Urgency.URGENT))) {
			long began = System.nanoTime();
			try (LetterFiles files = attachments.fetch(List.of(other)).get(0)) {
				assertThat(files.trouble()).isNull();
			}
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
		}
		for (Future<List<LetterFiles>> one : slow) {
			one.get().forEach(LetterFiles::close);
		}
		List<Future<List<LetterFiles>>> known = IntStream.range(0, 4)
			.mapToObj((i) -> this.consumers.submit(() -> attachments.fetch(List.of(slow(Urgency.NORMAL)))))
			.toList();
		await().until(() -> known.stream().filter(Future::isDone).count() == 3);
		assertThat(this.stage.requests.stream().filter((one) -> one.startsWith("/tickets"))).hasSize(4);
	}

	/** A poster that takes 20 s is asked for once, and nobody stands in line for it. */
	@Test
	void keepsNoMailingWaitingForAFileThatOthersShare() throws Exception {
		Attachments attachments = this.stage.patient(8);
		Posting poster = FileStage.posting(Urgency.BULK, FileStage.shared("/tickets/1"));
		attachments.fetchPart(List.of(poster)).forEach(LetterFiles::close);
		Future<List<LetterFiles>> alone = this.consumers.submit(() -> attachments.fetch(List.of(poster)));
		await().until(() -> this.stage.requests.size() == 2);
		assertQuick(attachments, none(Urgency.BULK), poster, quick(Urgency.BULK));
		try (LetterFiles own = alone.get().get(0)) {
			assertThat(own.files()).hasSize(1);
		}
		try (LetterFiles next = attachments.fetchPart(List.of(poster)).get(0)) {
			assertThat(next.files()).as("it is there, however slow its service is").hasSize(1);
		}
	}

	@Test
	void holdsNothingAgainstAServiceWhenTheWorkerStops() throws Exception {
		AttachmentProperties properties = this.stage.patient();
		FileStage.Fetching worker = FileStage.attachments(properties, new FileFolder(properties), this.stage.meters,
				Clock.systemUTC(), 8);
		Future<List<LetterFiles>> alone = this.consumers
			.submit(() -> worker.attachments().fetch(List.of(slow(Urgency.BULK))));
		await().until(() -> !this.stage.onDisk().isEmpty());
		worker.stop();
		try (LetterFiles files = alone.get().get(0)) {
			assertThat(files.trouble())
				.isEqualTo(new SendResult.Deferred("file \"slow.pdf\": the worker stops", true, null));
		}
		assertThat(this.stage.onDisk()).isEmpty();
	}

}
