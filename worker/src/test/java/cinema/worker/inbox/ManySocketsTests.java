package cinema.worker.inbox;

import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * By hand: so many browsers on one worker, and a mailing to all of them
 * ({@code -Dsockets=5000}). Both ends are in this process, and so are the figures.
 */
@Timeout(580)
@EnabledIfSystemProperty(named = "sockets", matches = "\\d+",
		disabledReason = "SKIPPED: thousands of sockets are opened by hand, with -Dsockets=5000")
class ManySocketsTests {

	private static final int MOST = Integer.getInteger("sockets", 0);

	@Test
	void tellsThousandsOfBrowsersOfAMailing() throws Exception {
		try (Site site = new Site()) {
			long before = heap();
			HttpClient http = HttpClient.newHttpClient();
			List<String> people = IntStream.range(0, MOST).mapToObj((i) -> Site.person()).toList();
			List<BrowserSocket> browsers = new ArrayList<>();
			Instant began = Instant.now();
			for (String person : people) {
				BrowserSocket browser = new BrowserSocket(http, site.port(0), Site.ORIGIN);
				browser.hello(site.token(person), -1);
				browsers.add(browser);
			}
			await().atMost(Duration.ofSeconds(60)).until(() -> browsers.stream().allMatch((one) -> one.cursor >= 0));
			say("%d sockets open after %s, %d KB of heap each, at both ends", MOST, since(began),
					(heap() - before) / 1024 / MOST);

			double cpu = processorTime();
			Instant sent = Instant.now();
			people.forEach((person) -> site.publish(Site.posting(person, "to all", Urgency.BULK)));
			say("published after %s", since(sent));
			await().atMost(Duration.ofSeconds(300))
				.until(() -> browsers.stream().allMatch((one) -> one.items.size() == 1));
			say("all told after %s; %.1f s of processor", since(sent), processorTime() - cpu);

			Instant single = Instant.now();
			site.post(people.get(0), "one more");
			await().pollInterval(Duration.ofMillis(5)).until(() -> browsers.get(0).items.size() == 2);
			say("one more is told after %s", since(single));
			assertThat(browsers).allMatch((one) -> one.closed == 0);
		}
	}

	private static long heap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static double processorTime() {
		return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
			.getProcessCpuTime() / 1e9;
	}

	private static String since(Instant began) {
		return Duration.between(began, Instant.now()).toMillis() + " ms";
	}

	private static void say(String words, Object... values) {
		System.out.println(String.format(Locale.ROOT, words, values));
	}

}
