package cinema.workflows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** What no workflow may do, each in a class that the rules have to catch. */
@SuppressWarnings("unused")
final class Planted {

	private Planted() {
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

	static final class MakesAnId {

		String id() {
			return UUID.randomUUID().toString();
		}

	}

	static final class StartsAThread {

		void run() {
			new Thread(this::run).start();
		}

	}

	static final class Sleeps {

		void run() throws InterruptedException {
			Thread.sleep(1);
		}

	}

	static final class WaitsForAFuture {

		String get() {
			return CompletableFuture.supplyAsync(() -> "other thread").join();
		}

	}

	static final class StartsATimer {

		Timer timer = new Timer();

	}

	static final class ReadsTheClock {

		Instant now() {
			return Instant.now();
		}

	}

	static final class HoldsAClock {

		Clock clock = Clock.systemUTC();

	}

	static final class AsksTheSystem {

		long time() {
			return System.currentTimeMillis();
		}

	}

	static final class ReadsTheEnvironment {

		String home() {
			return System.getenv("HOME");
		}

	}

	static final class ReadsTheHostsZone {

		ZoneId zone() {
			return ZoneId.systemDefault();
		}

	}

	static final class SpeaksTheHostsLanguage {

		String write(double number) {
			return String.format("%.2f", number);
		}

	}

	static final class WritesInTheHostsLanguage {

		DateTimeFormatter format = DateTimeFormatter.ofPattern("d MMM");

	}

	static final class AsksForTheHostsLanguage {

		Locale locale = Locale.getDefault();

	}

	static final class WalksAHashMap {

		List<String> walk(List<String> names) {
			Map<String, Integer> lengths = new HashMap<>();
			names.forEach((one) -> lengths.put(one, one.length()));
			return new ArrayList<>(lengths.keySet());
		}

	}

	static final class WalksAHashSet {

		List<String> walk(List<String> names) {
			return List.copyOf(new HashSet<>(names));
		}

	}

	static final class WalksACollectedSet {

		List<String> walk(List<String> names) {
			return List.copyOf(names.stream().collect(Collectors.toSet()));
		}

	}

	static final class WalksAnImmutableSet {

		List<String> walk(String one, String other) {
			return List.copyOf(Set.of(one, other));
		}

	}

	static final class WorksInParallel {

		int sum(List<Integer> numbers) {
			return numbers.parallelStream().mapToInt(Integer::intValue).sum();
		}

	}

	static final class RemembersForAll {

		static int calls;

	}

	static final class PlantedWorkflowImpl {

	}

	record StartsAnImplementation(PlantedWorkflowImpl workflow) {
	}

}
