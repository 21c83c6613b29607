package cinema.dev.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import cinema.dev.baseline.EmptyWorkflows;
import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.process.ProcessCost;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Arrivals;
import cinema.dev.stub.DiscardingSink;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./run bench}: a stack of its own on fresh data, and what it can do beside what
 * its Temporal server can do at best, within one run.
 */
public final class Bench {

	private static final double LIGHT_LOAD = 0.2;

	private static final Duration SLOW_REPLY = Duration.ofMillis(5);

	private final BenchReport report = new BenchReport();

	private final BenchSize size;

	private final RunFolder folder;

	private Bench(RunFolder folder, BenchSize size) {
		this.folder = folder;
		this.size = size;
	}

	/**
	 * Runs these parts.
	 * @param rows to which ledger and journal grow, or null for as many as usual
	 * @param json where the figures go as well, or null
	 */
	public static int run(RunFolder project, Set<BenchPart> parts, boolean quick, @Nullable Integer rows,
			@Nullable Path json) {
		RunFolder folder = new RunFolder(project.project(), project.file("bench"));
		BenchSize size = quick ? BenchSize.QUICK : BenchSize.FULL;
		Bench bench = new Bench(folder, (rows != null) ? size.withRows(rows) : size);
		if (parts.contains(BenchPart.SINGLE) || parts.contains(BenchPart.HELD)) {
			bench.measure(parts);
		}
		if (parts.contains(BenchPart.MAILING)) {
			bench.mailing(bench.size.receivers(), Duration.ZERO);
			bench.mailing(bench.size.slowReceivers(), SLOW_REPLY);
		}
		if (parts.contains(BenchPart.GROWTH)) {
			bench.growth();
		}
		if (parts.contains(BenchPart.PAGES)) {
			bench.pages((rows != null) ? rows : size.rows() / 4);
		}
		bench.report.write(json);
		return 0;
	}

	private void mailing(int receivers, Duration delay) {
		new MailingBench(this.folder, this.report, receivers, delay).run();
	}

	private void growth() {
		Arrivals arrivals = new Arrivals();
		try (DiscardingSink sink = new DiscardingSink(Duration.ZERO, arrivals::letter);
				Stack stack = new Stack(this.folder, environment(sink.port()))) {
			Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "bench-shutdown"));
			stack.start(true);
			try (Notifications notifications = new Notifications(stack.places(), arrivals)) {
				notifications.perSecond(this.size.warmUp());
				new GrowthBench(stack.places(), this.report, this.size, notifications).run();
			}
		}
	}

	private void pages(int rows) {
		try (Stack stack = new Stack(this.folder, Map.copyOf(System.getenv()))) {
			Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "bench-shutdown"));
			stack.start(true);
			new PagesBench(stack.places(), this.folder, this.report, rows).run();
		}
	}

	private void measure(Set<BenchPart> parts) {
		Arrivals arrivals = new Arrivals();
		try (DiscardingSink sink = new DiscardingSink(Duration.ZERO, arrivals::letter);
				Stack stack = new Stack(this.folder, environment(sink.port()))) {
			Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "bench-shutdown"));
			stack.start(true);
			this.report.keep("kinds", stack.places().kinds());
			try (EmptyWorkflows empty = new EmptyWorkflows(stack.places());
					Notifications notifications = new Notifications(stack.places(), arrivals)) {
				Console.say("\nBenchmark on " + stack.places().kinds() + ", "
						+ Runtime.getRuntime().availableProcessors() + " cores");
				empty.perSecond(Duration.ofSeconds(3), false);
				notifications.perSecond(this.size.warmUp());
				if (parts.contains(BenchPart.SINGLE)) {
					double rate = throughput(stack, empty, notifications);
					latency(notifications, rate);
					history(empty, notifications);
				}
				if (parts.contains(BenchPart.HELD)) {
					held(stack, empty, notifications);
				}
			}
		}
	}

	/** The given environment, our sink, and one notice that is always held. */
	private static Map<String, String> environment(int smtp) {
		Map<String, String> environment = new HashMap<>(System.getenv());
		environment.put("SPRING_MAIL_HOST", "127.0.0.1");
		environment.put("SPRING_MAIL_PORT", Integer.toString(smtp));
		LocalTime now = LocalTime.now(ZoneId.of("Europe/Moscow")).truncatedTo(ChronoUnit.MINUTES);
		environment.put("CINEMA_PLAN_QUIET_FROM", now.minusHours(2).toString());
		environment.put("CINEMA_PLAN_QUIET_UNTIL", now.plusHours(12).toString());
		String held = "CINEMA_CATALOGUE_EVENTS_BENCHHELD_NOTICES_WELCOME_";
		environment.putAll(Map.of(held + "TOPIC", "account", held + "TEMPLATE", "welcome", held + "CHANNELS", "email",
				held + "TIMETOLIVE", "3d"));
		return environment;
	}

	private double throughput(Stack stack, EmptyWorkflows empty, Notifications notifications) {
		List<Double> plain = new ArrayList<>();
		List<Double> eager = new ArrayList<>();
		List<Double> single = new ArrayList<>();
		Map<String, Double> cpu = new LinkedHashMap<>();
		for (int round = 0; round < this.size.rounds(); round++) {
			plain.add(empty.perSecond(this.size.round(), false));
			eager.add(empty.perSecond(this.size.round(), true));
			Map<String, ProcessCost> before = ProcessCost.of(stack.places().pids());
			single.add(notifications.perSecond(this.size.events()));
			ProcessCost.of(stack.places().pids())
				.forEach((name, cost) -> cpu.merge(name,
						cost.cpuSince(before.getOrDefault(name, cost)) / (this.size.events() * this.size.rounds()),
						Double::sum));
		}
		double rate = BenchReport.median(single);
		this.report.tell("empty_plain_per_second", "empty workflows, plainly started", BenchReport.median(plain), "/s");
		this.report.tell("empty_eager_per_second", "empty workflows, eagerly started", BenchReport.median(eager), "/s");
		this.report.tell("notifications_per_second", "single notifications, from Kafka to SMTP", rate, "/s");
		this.report.tell("ratio_to_empty_plain", "ratio to empty workflows, plainly started",
				rate / BenchReport.median(plain), "");
		this.report.tell("ratio_to_empty_eager", "ratio to empty workflows, eagerly started",
				rate / BenchReport.median(eager), "");
		cpu.forEach((name, seconds) -> this.report.tell("cpu_ms_" + name, "CPU per notification, " + name,
				seconds * 1000, "ms"));
		ProcessCost.of(stack.places().pids())
			.forEach((name, cost) -> this.report.tell("peak_mb_" + name, "peak memory, " + name, cost.peakMegabytes(),
					"MB"));
		return rate;
	}

	private void latency(Notifications notifications, double rate) {
		List<Double> sorted = notifications.latencies(rate * LIGHT_LOAD, this.size.round().multipliedBy(3));
		this.report.tell("latency_p50_ms", "from Kafka record to SMTP 250 at 20 % load, p50",
				BenchReport.quantile(sorted, 0.5), "ms");
		this.report.tell("latency_p99_ms", "from Kafka record to SMTP 250 at 20 % load, p99",
				BenchReport.quantile(sorted, 0.99), "ms");
	}

	private void history(EmptyWorkflows temporal, Notifications notifications) {
		String id = notifications.one();
		WorkflowExecutionInfo info = describe(temporal, "event/user_changed_password_successfully/" + id);
		this.report.tell("history_events", "history events of a notification", info.getHistoryLength(), "");
		this.report.tell("state_transitions", "state transitions of a notification", info.getStateTransitionCount(),
				"");
		this.report.tell("history_bytes", "history of a notification", info.getHistorySizeBytes(), "bytes");
	}

	private static WorkflowExecutionInfo describe(EmptyWorkflows temporal, String workflow) {
		while (true) {
			WorkflowExecutionInfo info = temporal.stubs()
				.blockingStub()
				.describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
					.setNamespace("default")
					.setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow).build())
					.build())
				.getWorkflowExecutionInfo();
			if (info.hasCloseTime()) {
				return info;
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
		}
	}

	/** Twice: more of them may not need more memory. */
	private void held(Stack stack, EmptyWorkflows temporal, Notifications notifications) {
		int few = this.size.few();
		notifications.hold(few);
		double before = memory(stack, temporal, few);
		notifications.hold(this.size.held() - few);
		double after = memory(stack, temporal, this.size.held());
		this.report.tell("held_memory_ratio", "orchestrator's memory with " + this.size.held() + " held / with " + few,
				after / before, "");
	}

	private double memory(Stack stack, EmptyWorkflows temporal, int held) {
		long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(30);
		while (count(temporal) < held) {
			if (System.nanoTime() > until) {
				throw new StackException("Not every notification is held after 30 minutes");
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
		}
		long orchestrator = stack.application("orchestrator").pid();
		ProcessCost.collectGarbage(orchestrator);
		double megabytes = ProcessCost.of(orchestrator).megabytes();
		this.report.tell("orchestrator_mb_held_" + held,
				String.format(Locale.ROOT, "orchestrator's memory with %,d held", held), megabytes, "MB");
		return megabytes;
	}

	private static long count(EmptyWorkflows temporal) {
		return temporal.stubs()
			.blockingStub()
			.countWorkflowExecutions(CountWorkflowExecutionsRequest.newBuilder()
				.setNamespace("default")
				.setQuery("EventType = 'benchheld' and HeldUntil is not null")
				.build())
			.getCount();
	}

}
