package cinema.dev.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.part.KafkaPart;
import cinema.dev.process.ProcessCost;
import cinema.dev.stack.Places;
import cinema.dev.stub.Crowd;
import cinema.dev.stub.SinkCounter;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Announces one mailing, waits for its end, and tells what it cost. */
public final class MailingProbe {

	private static final int PAGE = 500;

	private static final Duration PATIENCE = Duration.ofMinutes(20);

	private final Places places;

	private final SinkCounter counter;

	private final WorkflowServiceStubs temporal;

	public MailingProbe(Places places, SinkCounter counter) {
		this.places = places;
		this.counter = counter;
		this.temporal = WorkflowServiceStubs
			.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(places.temporal()).build());
	}

	Result send(String name, int receivers) throws Exception {
		Map<String, ProcessCost> before = ProcessCost.of(this.places.pids());
		long start = System.nanoTime();
		String id = order(name, receivers);
		long[] moments = this.counter.moments(name + "-");
		Map<String, ProcessCost> costs = new LinkedHashMap<>();
		ProcessCost.of(this.places.pids())
			.forEach((process, cost) -> costs.put(process, new ProcessCost(
					cost.cpuSince(before.getOrDefault(process, cost)), cost.peakMegabytes(), cost.megabytes())));
		return result(id, start, moments, receivers, costs);
	}

	/** Orders a mailing and returns its id when it has ended. */
	public String order(String name, int receivers) throws InterruptedException {
		return order("""
				{"id": "%s", "from_service": "mailing", "receivers": "%s", "template": "email/new_movies.md",
				 "delivery_type": ["email"], "expires_in": "2 days", "quiet_hours": "ignore",
				 "template_context": {"movies": "http://fastapi/api/v1/movies/?new=True", "title": "Friday films"}}
				""".formatted(name, Crowd.audience("crowd", name, receivers)), name);
	}

	/** The same of an order of one's own. */
	public String order(String order, String name) throws InterruptedException {
		announce(order);
		String id = "mailing/" + name + "/new_movies";
		await(() -> describe(id).getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
		return id;
	}

	/** How many letters of a mailing the journal has in a state. */
	public long count(String name, String state) throws SQLException {
		try (Connection connection = DriverManager.getConnection(orchestratorDatabase());
				PreparedStatement statement = connection
					.prepareStatement("select count(*) from journal where event_id = ? and state = ?")) {
			statement.setString(1, name);
			statement.setString(2, state);
			try (ResultSet found = statement.executeQuery()) {
				found.next();
				return found.getLong(1);
			}
		}
	}

	private String orchestratorDatabase() {
		return this.places.database("orchestrator");
	}

	private Result result(String id, long start, long[] moments, int receivers, Map<String, ProcessCost> costs) {
		if (moments.length != receivers) {
			throw new IllegalStateException(receivers - moments.length + " letters are missing");
		}
		WorkflowExecutionInfo mailing = describe(id);
		long transitions = mailing.getStateTransitionCount();
		long events = 0;
		long bytes = 0;
		for (int page = 1; page <= (receivers + PAGE - 1) / PAGE; page++) {
			WorkflowExecutionInfo cost = describe(id + "/page/" + page);
			transitions += cost.getStateTransitionCount();
			events = Math.max(events, cost.getHistoryLength());
			bytes = Math.max(bytes, cost.getHistorySizeBytes());
		}
		double seconds = (moments[moments.length - 1] - start) / 1e9;
		int some = Math.min(20 * PAGE, moments.length / 4);
		int edge = Math.min(10 * PAGE, moments.length / 4);
		return new Result(receivers / seconds, millisFrom(moments, edge, some),
				millisFrom(moments, moments.length - 1 - edge - some, some), (double) transitions / receivers, events,
				bytes, costs);
	}

	/**
	 * Of so many letters that a checkpoint or a collection of garbage is none of them.
	 */
	private static double millisFrom(long[] moments, int first, int letters) {
		return (moments[first + letters] - moments[first]) / 1e6 / letters;
	}

	void announce(String event) {
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", this.places.kafka(), "acks", "all"), new StringSerializer(),
				new StringSerializer())) {
			producer.send(new ProducerRecord<>(KafkaPart.TOPIC, event));
			producer.flush();
		}
	}

	private WorkflowExecutionInfo describe(String workflow) {
		return this.temporal.blockingStub()
			.describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
				.setNamespace(this.places.namespace())
				.setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow).build())
				.build())
			.getWorkflowExecutionInfo();
	}

	private static void await(java.util.function.BooleanSupplier end) throws InterruptedException {
		long until = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < until) {
			try {
				if (end.getAsBoolean()) {
					return;
				}
			}
			catch (StatusRuntimeException ex) {
				// It has not started yet.
			}
			TimeUnit.MILLISECONDS.sleep(200);
		}
		throw new IllegalStateException("The mailing did not end");
	}

	/** A letter as it was published, for a client that is to send the same bytes. */
	JsonNode sampleLetter(String name) throws SQLException {
		try (Connection connection = DriverManager.getConnection(orchestratorDatabase());
				PreparedStatement statement = connection
					.prepareStatement("select posting from journal where event_id = ? limit 1")) {
			statement.setString(1, name);
			try (ResultSet found = statement.executeQuery()) {
				found.next();
				return JsonMapper.builder().build().readTree(found.getString(1));
			}
		}
	}

	/**
	 * What one mailing cost.
	 *
	 * @param rate letters per second from the announcement to the last letter
	 * @param millisAtPage10 the time of a letter in the twenty pages after the tenth
	 * @param pageEvents of the largest page history
	 */
	record Result(double rate, double millisAtPage10, double millisAtLastPage, double transitionsPerReceiver,
			long pageEvents, long pageBytes, Map<String, ProcessCost> costs) {
	}

}
