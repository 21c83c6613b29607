package cinema.orchestrator.schedule;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.schedule.v1.ScheduleListEntry;
import io.temporal.api.schedule.v1.ScheduleSpec;
import io.temporal.api.schedule.v1.ScheduleState;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.ListSchedulesRequest;
import io.temporal.api.workflowservice.v1.ListSchedulesResponse;
import io.temporal.api.workflowservice.v1.UpdateScheduleRequest;
import io.temporal.api.workflowservice.v1.UpdateScheduleResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.internal.client.ScheduleProtoUtil;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleRenewalTests {

	private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

	private static final String ID = "mailing-schedule/friday";

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final FakeSchedules temporal = new FakeSchedules();

	private Server server;

	private ManagedChannel channel;

	private WorkflowServiceStubs stubs;

	private ScheduleRenewal renewal;

	@BeforeEach
	void start() throws IOException {
		String name = InProcessServerBuilder.generateName();
		this.server = InProcessServerBuilder.forName(name).directExecutor().addService(this.temporal).build().start();
		this.channel = InProcessChannelBuilder.forName(name).directExecutor().build();
		this.stubs = WorkflowServiceStubs
			.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setChannel(this.channel).build());
		this.renewal = renewal(WorkflowClientOptions.getDefaultInstance());
	}

	private ScheduleRenewal renewal(WorkflowClientOptions options) {
		return new ScheduleRenewal(ScheduleClient.newInstance(this.stubs),
				new ScheduleServer(WorkflowClient.newInstance(this.stubs, options)), Clock.fixed(NOW, ZoneOffset.UTC),
				this.meters);
	}

	@AfterEach
	void stop() {
		this.channel.shutdownNow();
		this.server.shutdownNow();
	}

	@Test
	void givesThoseOfAnEarlierVersionTheirMomentsAndNothingElse() {
		Schedule earlier = ordered(NOW).toBuilder()
			.setSpec(ScheduleSpec.newBuilder().addCronString("0 10 * * 5").setTimezoneName("Europe/Moscow"))
			.setState(ScheduleState.newBuilder().setPaused(true).setNotes("holidays"))
			.build();
		this.temporal.all.put(ID, earlier);

		this.renewal.renew();

		assertThat(this.temporal.all).containsEntry(ID, earlier.toBuilder().setSpec(ordered(NOW).getSpec()).build());
		assertThat(this.temporal.updates).extracting(UpdateScheduleRequest::getConflictToken)
			.containsExactly(this.temporal.token);
		assertThat(stale()).isZero();
	}

	@Test
	void goesOnAsYearsPassAndLeavesTheRestAlone() {
		this.temporal.all.put(ID, ordered(NOW));
		this.temporal.all.put("mailing-schedule/last-year", ordered(Instant.parse("2025-11-24T12:00:00Z")));
		this.temporal.all.put("somebody-elses", Schedule.getDefaultInstance());

		this.renewal.renew();
		this.renewal.renew();

		assertThat(this.temporal.updates).extracting(UpdateScheduleRequest::getScheduleId)
			.containsExactly("mailing-schedule/last-year");
	}

	@Test
	void renewsWhatRestsSealed() {
		DataConverter sealed = new CodecDataConverter(DefaultDataConverter.newDefaultInstance(), List.of(new Turned()));
		Schedule last = ordered(Instant.parse("2025-11-24T12:00:00Z"), sealed);
		assertThat(last.toString()).doesNotContain("new_movies");
		this.temporal.all.put(ID, last);

		renewal(WorkflowClientOptions.newBuilder().setDataConverter(sealed).build()).renew();

		assertThat(this.temporal.all).containsEntry(ID,
				last.toBuilder().setSpec(ordered(NOW, sealed).getSpec()).build());
	}

	@Test
	void countsThoseThatCannotBeRenewed() {
		this.temporal.all.put("mailing-schedule/by-hand", ordered(NOW).toBuilder().clearAction().build());
		this.temporal.all.put(ID, Schedule.getDefaultInstance());
		this.temporal.all.put("mailing-schedule/old", ordered(Instant.parse("2024-11-24T12:00:00Z")));

		this.renewal.renew();

		assertThat(stale()).isEqualTo(2);
		assertThat(this.temporal.updates).hasSize(1);
	}

	private double stale() {
		return this.meters.get("cinema.schedules.stale").gauge().value();
	}

	private static Schedule ordered(Instant at) {
		return ordered(at, DefaultDataConverter.newDefaultInstance());
	}

	private static Schedule ordered(Instant at, DataConverter converter) {
		ObjectNode order = (ObjectNode) JsonMapper.shared().readTree("""
				{"id": "friday", "cron": "0 10 * * 5", "mailing": {"template": "email/new_movies.md"}}
				""");
		return new ScheduleProtoUtil(null, ScheduleClientOptions.newBuilder().setDataConverter(converter).build())
			.scheduleToProto(ScheduleMapping.write(ScheduleOrder.read(order), order, at).build());
	}

	/** What nobody reads by chance. */
	private static final class Turned implements PayloadCodec {

		private static final String ENCODING = "encoding";

		@Override
		public List<Payload> encode(List<Payload> payloads) {
			return payloads.stream()
				.map((one) -> Payload.newBuilder()
					.putMetadata(ENCODING, ByteString.copyFromUtf8("turned"))
					.setData(turned(one.toByteString()))
					.build())
				.toList();
		}

		@Override
		public List<Payload> decode(List<Payload> payloads) {
			return payloads.stream().map(Turned::read).toList();
		}

		private static Payload read(Payload payload) {
			try {
				return Payload.parseFrom(turned(payload.getData()));
			}
			catch (InvalidProtocolBufferException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static ByteString turned(ByteString bytes) {
			byte[] turned = bytes.toByteArray();
			for (int i = 0; i < turned.length; i++) {
				turned[i] ^= 0x55;
			}
			return ByteString.copyFrom(turned);
		}

	}

	/** Keeps schedules as Temporal does. */
	private static final class FakeSchedules extends WorkflowServiceImplBase {

		private final Map<String, Schedule> all = new TreeMap<>();

		private final List<UpdateScheduleRequest> updates = new ArrayList<>();

		private final ByteString token = ByteString.copyFromUtf8("one");

		@Override
		public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
			answer(answer, GetSystemInfoResponse.getDefaultInstance());
		}

		@Override
		public void listSchedules(ListSchedulesRequest request, StreamObserver<ListSchedulesResponse> answer) {
			answer(answer,
					ListSchedulesResponse.newBuilder()
						.addAllSchedules(this.all.keySet()
							.stream()
							.map((id) -> ScheduleListEntry.newBuilder().setScheduleId(id).build())
							.toList())
						.build());
		}

		@Override
		public void describeSchedule(DescribeScheduleRequest request, StreamObserver<DescribeScheduleResponse> answer) {
			answer(answer,
					DescribeScheduleResponse.newBuilder()
						.setSchedule(this.all.get(request.getScheduleId()))
						.setConflictToken(this.token)
						.build());
		}

		@Override
		public void updateSchedule(UpdateScheduleRequest request, StreamObserver<UpdateScheduleResponse> answer) {
			this.updates.add(request);
			this.all.put(request.getScheduleId(), request.getSchedule());
			answer(answer, UpdateScheduleResponse.getDefaultInstance());
		}

		private static <T> void answer(StreamObserver<T> answer, T message) {
			answer.onNext(message);
			answer.onCompleted();
		}

	}

}
