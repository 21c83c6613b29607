package cinema.orchestrator.schedule;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.schedule.v1.ScheduleSpec;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleListDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives Temporal the moments of the next years anew: as years pass, after an update of
 * the rules of zones, and where somebody changed them by hand. What was ordered counts.
 */
@Component
class ScheduleRenewal {

	private static final Logger logger = LoggerFactory.getLogger(ScheduleRenewal.class);

	private final ScheduleClient schedules;

	private final ScheduleServer server;

	private final Clock clock;

	private final MissedFirings firings = new MissedFirings();

	private volatile double stale = Double.NaN;

	private volatile double missed = Double.NaN;

	ScheduleRenewal(ScheduleClient schedules, ScheduleServer server, Clock clock, MeterRegistry meters) {
		this.schedules = schedules;
		this.server = server;
		this.clock = clock;
		Gauge.builder("cinema.schedules.stale", () -> this.stale)
			.description("schedules whose moments could not be renewed")
			.register(meters);
		Gauge.builder("cinema.schedules.missed", () -> this.missed)
			.description("schedules that were due and have not fired since")
			.register(meters);
	}

	@Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
	void renew() {
		try {
			List<String> all = this.schedules.listSchedules()
				.map(ScheduleListDescription::getScheduleId)
				.filter(ScheduleMapping::isId)
				.toList();
			this.stale = all.stream().filter((id) -> !isRenewed(id)).count();
			this.missed = this.firings.missed(all, this.clock.instant());
		}
		catch (RuntimeException away) {
			// In many wrappings, by the page that failed.
			this.stale = Double.NaN;
			this.missed = Double.NaN;
			logger.debug("Temporal does not list schedules: {}", away.getMessage());
		}
	}

	private boolean isRenewed(String temporalId) {
		try {
			renew(temporalId);
			return true;
		}
		catch (StatusRuntimeException ex) {
			logger.debug("Temporal does not renew {}", temporalId, ex);
			return ex.getStatus().getCode() == Status.Code.NOT_FOUND;
		}
		catch (RuntimeException unreadable) {
			// Somebody has made or edited it by hand.
			logger.warn("The moments of {} are not renewed: {}", temporalId, unreadable.getMessage());
			return false;
		}
	}

	/** Nothing but the moments, and only if nobody changes it meanwhile. */
	private void renew(String temporalId) {
		DescribeScheduleResponse known = this.server.describe(temporalId);
		Schedule schedule = known.getSchedule();
		this.firings.look(temporalId, known, this.clock.instant());
		ScheduleSpec spec = spec(schedule);
		if (!spec.equals(schedule.getSpec())) {
			this.server.update(temporalId, schedule.toBuilder().setSpec(spec).build(), known.getConflictToken());
			logger.info("The moments of {} are renewed", temporalId);
		}
	}

	private ScheduleSpec spec(Schedule schedule) {
		ScheduleOrder order = ScheduleOrder.read((ObjectNode) this.server.definition(schedule));
		return this.server.write(order.clock().spec(order.term(), this.clock.instant()));
	}

}
