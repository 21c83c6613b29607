package cinema.orchestrator.schedule;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.schedule.v1.ScheduleSpec;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.api.workflowservice.v1.UpdateScheduleRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.internal.client.ScheduleProtoUtil;
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

	/** It alone knows both forms of a schedule, and asks nobody for these. */
	private static final ScheduleProtoUtil FORMS = new ScheduleProtoUtil(null,
			ScheduleClientOptions.newBuilder().build());

	private final ScheduleClient schedules;

	private final WorkflowClient temporal;

	private final Clock clock;

	private final MissedFirings firings = new MissedFirings();

	private volatile double stale = Double.NaN;

	private volatile double missed = Double.NaN;

	ScheduleRenewal(ScheduleClient schedules, WorkflowClient temporal, Clock clock, MeterRegistry meters) {
		this.schedules = schedules;
		this.temporal = temporal;
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
		String namespace = this.temporal.getOptions().getNamespace();
		DescribeScheduleResponse known = server().describeSchedule(
				DescribeScheduleRequest.newBuilder().setNamespace(namespace).setScheduleId(temporalId).build());
		Schedule schedule = known.getSchedule();
		this.firings.look(temporalId, known, this.clock.instant());
		ScheduleSpec spec = spec(schedule);
		if (!spec.equals(schedule.getSpec())) {
			server().updateSchedule(UpdateScheduleRequest.newBuilder()
				.setNamespace(namespace)
				.setScheduleId(temporalId)
				.setSchedule(schedule.toBuilder().setSpec(spec))
				.setConflictToken(known.getConflictToken())
				.setIdentity(this.temporal.getOptions().getIdentity())
				.setRequestId(UUID.randomUUID().toString())
				.build());
			logger.info("The moments of {} are renewed", temporalId);
		}
	}

	private ScheduleSpec spec(Schedule schedule) {
		ScheduleOrder order = ScheduleOrder
			.read((ObjectNode) ScheduleMapping.definition(FORMS.protoToSchedule(schedule)));
		return FORMS.specToProto(order.clock().spec(order.term(), this.clock.instant()));
	}

	private WorkflowServiceBlockingStub server() {
		return this.temporal.getWorkflowServiceStubs().blockingStub().withDeadlineAfter(5, TimeUnit.SECONDS);
	}

}
