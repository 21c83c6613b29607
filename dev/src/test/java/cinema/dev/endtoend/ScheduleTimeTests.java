package cinema.dev.endtoend;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When schedules fire, as the server that keeps them says it. */
@Timeout(200)
class ScheduleTimeTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static final String DAY = "\"expires_in\": \"1 day\"";

	private final Schedules schedules = new Schedules(RunningStack.get().places());

	private final String id = "t-" + UUID.randomUUID().toString().substring(0, 8);

	@AfterEach
	void delete() throws Exception {
		this.schedules.send("DELETE", "/" + this.id, "");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					"cron": "30 9,18 1 1 *", "zone": "UTC"                                               | 01-01T09:30:00Z, 01-01T18:30:00Z
					"cron": "0 0 1 JAN *", "zone": "Asia/Kathmandu"                                              | 12-31T18:15:00Z
					"calendar": {"minute": [0, 30], "hour": 9, "day_of_month": 1, "month": 1}            | 01-01T06:00:00Z, 01-01T06:30:00Z
					"calendar": {"day_of_month": 2, "month": 1}, "zone": "Pacific/Kiritimati"            | 01-01T10:00:00Z
					"cron": "*/20 12 1 1 *", "zone": "America/New_York"                                  | 01-01T17:00:00Z, 01-01T17:20:00Z, 01-01T17:40:00Z
					""")
	void firesByTheClockOnTheWall(String when, String moments) throws Exception {
		this.schedules.create(Schedules.order(this.id, 1, when, DAY));

		List<String> next = this.schedules.next(this.id).stream().map((each) -> each.toString().substring(5)).toList();

		assertThat(next).startsWith(moments.split(", "));
	}

	@Test
	void firesOnceWhereTheClocksSkipAnHourAndOnceWhereTheyRepeatIt() throws Exception {
		ZoneOffsetTransition gap = transition(true);
		ZoneOffsetTransition overlap = transition(false);
		this.schedules.create(Schedules.order(this.id, 1, around(gap), DAY));

		assertThat(this.schedules.next(this.id)).filteredOn((each) -> isSameDay(each, gap))
			.containsExactly(gap.getInstant());

		this.schedules.send("PUT", "/" + this.id, Schedules.order(this.id, 1, around(overlap), DAY));
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.schedules.next(this.id)).filteredOn((each) -> isSameDay(each, overlap))
				.hasSize(1)
				.allMatch((each) -> each.atZone(BERLIN).toLocalTime().equals(LocalTime.of(2, 30))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			15 1 * * *     | America/New_York | 2027-11-06T12:00:00Z | 2027-11-07T06:15:00Z, 2027-11-08T06:15:00Z
			0 10 * * 6     | America/Santiago | 2027-09-03T00:00:00Z | 2027-09-04T14:00:00Z, 2027-09-11T13:00:00Z
			0 10 * * 0     | America/Santiago | 2027-09-03T00:00:00Z | 2027-09-05T13:00:00Z, 2027-09-12T13:00:00Z
			0 0 * * *      | America/Santiago | 2027-09-04T12:00:00Z | 2027-09-05T04:00:00Z, 2027-09-06T03:00:00Z
			0 10 * * SAT-0 | UTC              | 2027-09-03T00:00:00Z | 2027-09-04T10:00:00Z, 2027-09-05T10:00:00Z
			0 12 29 2 *    | UTC              | 2028-01-01T00:00:00Z | 2028-02-29T12:00:00Z, 2032-02-29T12:00:00Z
			""")
	void firesOncePerLocalDayAndTimeWhereverThatIs(String cron, String zone, String from, String moments)
			throws Exception {
		String when = "\"cron\": \"%s\", \"zone\": \"%s\", \"from\": \"%s\"".formatted(cron, zone, from);
		this.schedules.create(Schedules.order(this.id, 1, when, DAY));

		assertThat(this.schedules.next(this.id)).extracting(Instant::toString).startsWith(moments.split(", "));
	}

	@Test
	void refusesWhatCronWouldTakeForSomethingElse() throws Exception {
		HttpResponse<String> refused = this.schedules.send("POST", "",
				Schedules.order(this.id, 1, "\"cron\": \"0 10 1,15 * 5\"", DAY));

		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("has both a day of the month and a day of the week");
	}

	/** At 02:30 by the clock in Berlin, on the day of the change and its neighbours. */
	private static String around(ZoneOffsetTransition change) {
		LocalDate day = change.getDateTimeBefore().toLocalDate();
		return "\"cron\": \"30 2 %d-%d %d *\", \"zone\": \"Europe/Berlin\"".formatted(day.getDayOfMonth() - 1,
				Math.min(day.getDayOfMonth() + 1, 31), day.getMonthValue());
	}

	private static boolean isSameDay(Instant moment, ZoneOffsetTransition change) {
		return moment.atZone(BERLIN).toLocalDate().equals(change.getDateTimeBefore().toLocalDate());
	}

	private static ZoneOffsetTransition transition(boolean gap) {
		ZoneOffsetTransition next = BERLIN.getRules().nextTransition(Instant.now());
		return (next.isGap() == gap) ? next : BERLIN.getRules().nextTransition(next.getInstant());
	}

	@Test
	void endsWhenItIsToldTo() throws Exception {
		Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).plusSeconds(7200);
		String term = "\"cron\": \"0 * * * *\", \"zone\": \"UTC\", \"from\": \"%s\", \"until\": \"%s\"";

		this.schedules.create(Schedules.order(this.id, 1, term.formatted(hour, hour.plusSeconds(3600)), DAY));

		assertThat(this.schedules.next(this.id)).containsExactly(hour, hour.plusSeconds(3600));
		HttpResponse<String> never = this.schedules.send("PUT", "/" + this.id,
				Schedules.order(this.id, 1, term.formatted(hour, hour.plusSeconds(60)).replace("0 *", "5 *"), DAY));
		assertThat(never.statusCode()).isEqualTo(400);
		assertThat(Schedules.read(never).path("errors").findValuesAsString("field")).containsExactly("until");
	}

}
