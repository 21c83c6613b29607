package cinema.auth.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import cinema.platform.problem.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedHashesTests {

	/** A quarter of the heap, never more than there are processors, always one. */
	@ParameterizedTest
	@CsvSource({ "64, 8, 1", "256, 8, 3", "256, 2, 2", "416, 16, 5", "4096, 8, 8", "16, 1, 1" })
	void hashesAsManyAtATimeAsTheProcessBears(long megabytes, int processors, int turns) {
		HashProperties properties = new HashProperties(25, 16, Duration.ofSeconds(3));

		assertThat(properties.turns(megabytes << 20, processors)).isEqualTo(turns);
	}

	@Test
	void refusesAtOnceWhoeverFindsTheQueueFull() throws Exception {
		BoundedHashes hashes = new BoundedHashes(new HashProperties(25, 1, Duration.ofMinutes(1)), 1);

		List<Object> all = atOnce(20, () -> hashes.encode("correct horse"));

		long done = all.stream().filter(String.class::isInstance).count();
		assertThat(done).as("one in its turn and one that waits, or a few more where threads were late")
			.isBetween(2L, 10L);
		assertThat(all).filteredOn(RefusedException.class::isInstance)
			.hasSize(20 - (int) done)
			.allSatisfy((refused) -> {
				RefusedException busy = (RefusedException) refused;
				assertThat(busy.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
				assertThat(busy.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
			});
		assertThat(hashes.matches("correct horse", hashes.encode("correct horse"))).as("all turns are given back")
			.isTrue();
	}

	@Test
	void letsNobodyWaitForLong() throws Exception {
		BoundedHashes hashes = new BoundedHashes(new HashProperties(25, 100, Duration.ofMillis(1)), 1);

		assertThat(atOnce(20, () -> hashes.encode("correct horse"))).filteredOn(RefusedException.class::isInstance)
			.hasSizeGreaterThan(10);
	}

	/** What each has come to, be it a refusal. */
	private static List<Object> atOnce(int many, Supplier<Object> work) throws Exception {
		CountDownLatch begin = new CountDownLatch(many);
		ExecutorService threads = Executors.newFixedThreadPool(many);
		Callable<Object> one = () -> {
			begin.countDown();
			begin.await();
			try {
				return work.get();
			}
			catch (RefusedException refused) {
				return refused;
			}
		};
		try {
			List<Object> all = new ArrayList<>();
			for (Future<Object> each : threads.invokeAll(Collections.nCopies(many, one))) {
				all.add(each.get());
			}
			return all;
		}
		finally {
			threads.shutdown();
		}
	}

}
