package cinema.orchestrator;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import com.github.difflib.text.DiffRow;
import com.google.protobuf.ByteString;
import com.networknt.schema.Schema;
import freemarker.template.Version;
import io.opentelemetry.api.trace.Span;
import jakarta.persistence.EntityManager;
import org.apache.hc.core5.http.HttpHost;
import org.apache.kafka.common.TopicPartition;
import org.commonmark.node.Node;
import org.dhatim.fastexcel.Workbook;
import org.yaml.snakeyaml.Yaml;

import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the orchestrator may not do, each in a class that the rules have to catch. */
@SuppressWarnings("unused")
final class Planted {

	private Planted() {
	}

	static final class LeavesRowsOpen {

		List<String> names(JdbcClient jdbc) {
			return jdbc.sql("select name from films").query(String.class).stream().toList();
		}

	}

	static final class ReadsTheClock {

		Instant now() {
			return Instant.now();
		}

	}

	static final class ReadsTheCalendar {

		LocalDate today() {
			return LocalDate.now();
		}

	}

	static final class ReadsTheCalendarOfAZone {

		ZonedDateTime now(ZoneId zone) {
			return ZonedDateTime.now(zone);
		}

	}

	static final class MakesAClock {

		Clock clock = Clock.systemUTC();

	}

	static final class AsksTheSystem {

		long time() {
			return System.currentTimeMillis();
		}

	}

	static final class MakesADate {

		Date date = new Date();

	}

	static final class ReadsTheHostsZone {

		LocalDateTime local(Instant at) {
			return LocalDateTime.ofInstant(at, ZoneId.systemDefault());
		}

	}

	static final class SpeaksTheHostsLanguage {

		Locale locale = Locale.getDefault();

	}

	static final class StartsAThread {

		void run() {
			new Thread(this::run).start();
		}

	}

	static final class IsAThread extends Thread {

	}

	static final class HasAPool {

		ExecutorService pool = Executors.newCachedThreadPool();

	}

	static final class WorksElsewhere {

		CompletableFuture<String> get() {
			return CompletableFuture.supplyAsync(() -> "in a pool that all share");
		}

	}

	static final class WorksInParallel {

		int sum(List<Integer> numbers) {
			return numbers.parallelStream().mapToInt(Integer::intValue).sum();
		}

	}

	static final class StartsATimer {

		Timer timer = new Timer();

	}

	static final class Sleeps {

		void run() throws InterruptedException {
			Thread.sleep(1);
		}

	}

	static final class SleepsByUnit {

		void run() throws InterruptedException {
			TimeUnit.SECONDS.sleep(1);
		}

	}

	static final class Rolls {

		int next() {
			return new Random().nextInt();
		}

	}

	static final class RollsByMath {

		double next() {
			return Math.random();
		}

	}

	static final class RollsInAThread {

		int next() {
			return ThreadLocalRandom.current().nextInt();
		}

	}

	static final class ReadsTheEnvironment {

		String home() {
			return System.getenv("HOME");
		}

	}

	static final class Prints {

		void print() {
			System.out.println("seen by nobody");
		}

	}

	static final class EndsTheProcess {

		void end() {
			Runtime.getRuntime().halt(1);
		}

	}

	static final class RunsAProgram {

		ProcessBuilder program = new ProcessBuilder("true");

	}

	static final class UsesAnotherLibrary {

		HttpClient client = HttpClient.newHttpClient();

	}

	static final class ReadsAFile {

		String read(Path file) throws IOException {
			return Files.readString(file);
		}

	}

	static final class RendersElsewhere {

		Version version = new Version("2.3.34");

	}

	record ReadsMarkdownElsewhere(Node text) {
	}

	record MakesAWorkbookElsewhere(Workbook sheets) {
	}

	record AsksAServiceElsewhere(HttpHost service) {
	}

	record WritesPayloadsElsewhere(ByteString payload) {
	}

	record ReadsKafkaElsewhere(TopicPartition place) {
	}

	record KeepsEntitiesElsewhere(EntityManager entities) {
	}

	record SortsEntitiesElsewhere(Sort order) {
	}

	record ComparesTextsElsewhere(DiffRow line) {
	}

	record ReadsSchemasElsewhere(Schema schema) {
	}

	record ReadsYamlElsewhere(Yaml yaml) {
	}

	record TracesElsewhere(Span span) {
	}

	static final class PlantedWorkflowImpl {

	}

	record StartsAnImplementation(PlantedWorkflowImpl workflow) {
	}

}
