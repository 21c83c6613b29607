package cinema.dev.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Schedules that fire every minute, while mailings last and servers are away. */
@Timeout(400)
class ScheduleClockTests {

	private static final String MINUTELY = "\"cron\": \"* * * * *\", \"zone\": \"UTC\", ";

	private final Stack stack = RunningStack.get();

	private final Schedules schedules = new Schedules(this.stack.places());

	private final String name = "c-" + UUID.randomUUID().toString().substring(0, 8);

	private final List<String> ids = new ArrayList<>();

	@AfterEach
	void end() throws Exception {
		for (String id : this.ids) {
			List<JsonNode> fired = this.schedules.fired(id);
			this.schedules.send("DELETE", "/" + id, "");
			for (JsonNode firing : fired) {
				this.schedules.mailing("POST", firing.path("event_id").asString(), "/cancel");
			}
		}
	}

	@Test
	void doesWithAMailingThatIsUnderwayWhatItsPolicySays() throws Exception {
		String lasting = "\"expires_in\": \"1 day\", \"rate\": 0.02";
		create("skip", "\"overlap\": \"skip\"", lasting);
		create("both", "\"overlap\": \"allow_all\"", lasting);
		create("last", "\"overlap\": \"cancel_other\"", lasting);

		awaitFirings("both", 2);
		awaitFirings("last", 2);

		assertThat(state("both", 0)).isEqualTo("RUNNING");
		assertThat(state("both", 1)).isEqualTo("RUNNING");
		assertThat(this.schedules.fired(id("skip"))).hasSize(1);
		assertThat(this.schedules.show(id("skip")).path("skipped").asInt()).isPositive();
		await().atMost(Duration.ofSeconds(30)).until(() -> state("last", 0).equals("CANCELED"));
		JsonNode cancelled = Schedules.read(this.schedules.mailing("GET", event("last", 0), ""));
		assertThat(cancelled.path("status").asString()).as(cancelled.toString()).isEqualTo("CANCELLED");
		assertThat(cancelled.path("reason").asString()).isEqualTo("the next firing of its schedule takes its place");
		assertThat(state("last", 1)).isEqualTo("RUNNING");
	}

	@Test
	void isNeverSilentlyLate() throws Exception {
		create("strict", "\"overlap\": \"allow_all\", \"catch_up\": \"10 sec\"", "\"expires_in\": \"1 day\"");
		create("lenient", "\"overlap\": \"allow_all\", \"catch_up\": \"1 hour\"", "\"expires_in\": \"1 day\"");

		Instant missed = away("temporal");

		await().atMost(Duration.ofSeconds(60)).until(() -> !firings("lenient", missed).isEmpty());
		JsonNode late = firings("lenient", missed).get(0);
		assertThat(Duration.between(missed, Instant.parse(late.path("at").asString())))
			.isGreaterThan(Duration.ofSeconds(15));
		assertThat(firings("strict", missed)).isEmpty();
		assertThat(this.schedules.show(id("strict")).path("missed").asInt()).isEqualTo(1);
		assertThat(this.schedules.show(id("lenient")).path("missed").asInt()).isZero();

		Instant unannounced = away("orchestrator");

		await().atMost(Duration.ofSeconds(60))
			.ignoreExceptions()
			.until(() -> firings("strict", unannounced).get(0).path("state").asString().equals("FAILED"));
		assertThat(firings("strict", unannounced).get(0).path("reason").asString())
			.startsWith("SCHEDULE_LATE: it was due at " + unannounced);
		assertThat(firings("lenient", unannounced).get(0).path("state").asString()).isNotEqualTo("FAILED");
	}

	/** Stops a process over the full minute, and 20 seconds more; returns the minute. */
	private Instant away(String process) throws Exception {
		Long pid = this.stack.places().pids().get(process);
		Assumptions.assumeTrue(pid != null, () -> "SKIPPED: " + process + " is not ours to stop");
		Instant minute = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
		sleepUntil(minute.minusSeconds(5));
		signal("STOP", pid);
		try {
			sleepUntil(minute.plusSeconds(20));
		}
		finally {
			signal("CONT", pid);
		}
		return minute;
	}

	private static void sleepUntil(Instant moment) throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(Math.max(0, Duration.between(Instant.now(), moment).toMillis()));
	}

	private static void signal(String signal, long pid) throws IOException, InterruptedException {
		int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start().waitFor();
		assertThat(code).isZero();
	}

	private void create(String kind, String policy, String mailing) throws Exception {
		this.ids.add(id(kind));
		this.schedules.create(Schedules.order(id(kind), 20, MINUTELY + policy, mailing));
	}

	private String id(String kind) {
		return this.name + "-" + kind;
	}

	private void awaitFirings(String kind, int count) {
		await().atMost(Duration.ofSeconds(150))
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> this.schedules.fired(id(kind)).size() >= count);
	}

	private List<JsonNode> firings(String kind, Instant due) throws Exception {
		return this.schedules.fired(id(kind))
			.stream()
			.filter((firing) -> Instant.parse(firing.path("due").asString()).equals(due))
			.toList();
	}

	private String state(String kind, int firing) throws Exception {
		return this.schedules.fired(id(kind)).get(firing).path("state").asString();
	}

	private String event(String kind, int firing) throws Exception {
		return this.schedules.fired(id(kind)).get(firing).path("event_id").asString();
	}

}
