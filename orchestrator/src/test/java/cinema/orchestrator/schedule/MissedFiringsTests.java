package cinema.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.schedule.v1.ScheduleActionResult;
import io.temporal.api.schedule.v1.ScheduleInfo;
import io.temporal.api.schedule.v1.ScheduleState;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MissedFiringsTests {

	private static final String ID = "mailing-schedule/friday";

	private static final Instant DUE = Instant.parse("2026-11-27T07:00:00Z");

	private static final Instant NEXT = DUE.plus(Duration.ofDays(7));

	private static final Instant BEFORE = DUE.minus(Duration.ofMinutes(5));

	private static final Instant LATER = DUE.plus(Duration.ofMinutes(15));

	private final MissedFirings firings = new MissedFirings();

	@Test
	void findsOneWhoseMomentPassedWithoutAFiring() {
		assertThat(missed(info(DUE), BEFORE)).isZero();
		assertThat(missed(info(NEXT), DUE.plusSeconds(60))).isZero();
		assertThat(missed(info(NEXT), LATER)).isEqualTo(1);
		assertThat(missed(info(NEXT).addRecentActions(fired(DUE)), LATER)).isZero();
	}

	@Test
	void leavesOutWhatFiredAndWhatStaffHaveChangedOrPaused() {
		missed(info(DUE), BEFORE);
		assertThat(missed(info(NEXT).addRecentActions(fired(DUE)), LATER)).isZero();
		forget();
		missed(info(DUE), BEFORE);
		assertThat(missed(info(NEXT).setUpdateTime(timestamp(BEFORE)), LATER)).isZero();
		forget();
		missed(info(DUE), BEFORE);
		assertThat(missed(info(NEXT).setOverlapSkipped(1), LATER)).isZero();
		forget();
		missed(info(DUE), BEFORE);
		this.firings.look(ID,
				described(info(NEXT)).toBuilder()
					.setSchedule(Schedule.newBuilder().setState(ScheduleState.newBuilder().setPaused(true)))
					.build(),
				LATER);
		assertThat(this.firings.missed(List.of(ID), LATER)).isZero();
	}

	private void forget() {
		assertThat(this.firings.missed(List.of(), LATER)).isZero();
	}

	private long missed(ScheduleInfo.Builder info, Instant now) {
		this.firings.look(ID, described(info), now);
		return this.firings.missed(List.of(ID), now);
	}

	private static DescribeScheduleResponse described(ScheduleInfo.Builder info) {
		return DescribeScheduleResponse.newBuilder().setInfo(info).build();
	}

	private static ScheduleInfo.Builder info(Instant next) {
		return ScheduleInfo.newBuilder().addFutureActionTimes(timestamp(next));
	}

	private static ScheduleActionResult fired(Instant at) {
		return ScheduleActionResult.newBuilder().setScheduleTime(timestamp(at)).build();
	}

	private static Timestamp timestamp(Instant at) {
		return Timestamps.fromMillis(at.toEpochMilli());
	}

}
