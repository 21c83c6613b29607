package cinema.orchestrator;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.jdbc.core.simple.JdbcClient;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * What the orchestrator may use: lists of what is allowed, so that what nobody thought of
 * is refused.
 */
final class Border {

	private static final Pattern PACKAGES = Pattern.compile("cinema\\.(orchestrator|platform|workflows)(\\..*)?"
			+ "|java\\.(lang|math|nio|nio\\.charset|security|sql)|javax\\.sql"
			+ "|java\\.lang\\.(annotation|invoke|management|runtime)|java\\.time\\.(chrono|format|temporal|zone)"
			+ "|java\\.util\\.(concurrent\\.atomic|function|regex|stream|zip)"
			+ "|jakarta\\.(annotation|persistence|servlet|servlet\\.http|validation|validation\\.constraints)"
			+ "|io\\.(grpc|temporal|micrometer|opentelemetry|swagger\\.v3\\.oas\\.annotations)(\\..*)?"
			+ "|org\\.(jspecify\\.annotations|slf4j)|org\\.(springframework|commonmark)(\\..*)?"
			+ "|com\\.nimbusds\\.jose(\\..*)?|org\\.apache\\.(kafka|hc|catalina)(\\..*)?|org\\.dhatim\\.fastexcel"
			+ "|(tools\\.jackson|com\\.networknt\\.schema|org\\.yaml\\.snakeyaml|com\\.fasterxml\\.jackson\\.annotation|com\\.github\\.difflib|com\\.google\\.protobuf|com\\.rabbitmq\\.client|freemarker)(\\..*)?");

	/** Of packages that hold much else. */
	private static final Map<String, Set<String>> TYPES = Map.of("java.text", Set.of("Normalizer", "Normalizer$Form"),
			"java.util",
			Set.of("BitSet", "Collection", "Collections", "List", "ArrayList", "Arrays", "Deque", "ArrayDeque", "Map",
					"Map$Entry", "SortedMap", "NavigableMap", "TreeMap", "LinkedHashMap", "HashMap", "EnumMap", "Set",
					"SortedSet", "NavigableSet", "TreeSet", "LinkedHashSet", "HashSet", "EnumSet", "Iterator",
					"Spliterator", "Optional", "OptionalInt", "OptionalLong", "Objects", "Locale", "Comparator", "UUID",
					"Base64", "Base64$Encoder", "Base64$Decoder", "HexFormat", "NoSuchElementException"),
			"java.util.concurrent",
			Set.of("ArrayBlockingQueue", "Callable", "CompletableFuture", "CompletionException", "CompletionStage",
					"ConcurrentHashMap", "ConcurrentMap", "ExecutionException", "Executor", "ExecutorService",
					"Executors", "Future", "RejectedExecutionException", "ScheduledExecutorService", "ScheduledFuture",
					"Semaphore", "ThreadFactory", "ThreadPoolExecutor", "TimeUnit", "TimeoutException"),
			"java.time",
			Set.of("Clock", "Instant", "Duration", "LocalDate", "LocalDateTime", "LocalTime", "OffsetDateTime",
					"ZonedDateTime", "ZoneId", "ZoneOffset", "DayOfWeek", "Month", "Period", "DateTimeException"),
			"java.io",
			Set.of("BufferedWriter", "ByteArrayInputStream", "Closeable", "IOException", "InputStream", "OutputStream",
					"OutputStreamWriter", "PrintWriter", "Reader", "Serializable", "StringReader", "StringWriter",
					"UncheckedIOException", "Writer"),
			"java.net",
			Set.of("InetAddress", "UnknownHostException", "URI", "URISyntaxException", "URLDecoder", "URLEncoder"),
			"org.apache.tomcat.util.http", Set.of("InvalidParameterException"),
			// What Temporal's SDK writes payloads with.
			"com.fasterxml.jackson.databind", Set.of("ObjectMapper"));

	/**
	 * Of {@code java.lang}, what acts beyond its object, by the calls that are let be.
	 */
	private static final Map<String, Set<String>> CALLS = Map.of("java.lang.System",
			Set.of("nanoTime", "lineSeparator", "arraycopy", "identityHashCode"), "java.lang.Thread",
			Set.of("currentThread", "interrupt", "isInterrupted", "getId"), "java.lang.Runtime",
			Set.of("getRuntime", "availableProcessors"), "java.lang.Process", Set.of(), "java.lang.ProcessBuilder",
			Set.of(), "java.lang.Math", Set.of("min", "max", "ceil", "floor", "round", "abs", "pow", "toIntExact",
					"multiplyExact", "addExact", "clamp", "floorMod"));

	/** These have threads of their own. */
	private static final Set<String> THREADS = Set.of("ContextClient", "ParallelStarts", "PatientTemporalStart",
			"Questions", "Renderer", "WorkflowCalls");

	/** These keep their thread waiting. */
	private static final Set<String> WAITS = Set.of("AwaitedReceipts", "PageActivitiesImpl", "PatientTemporalStart",
			"WorkflowSlots");

	/** This one makes the clock that all others are given. */
	private static final String CLOCK = "OrchestratorApplication";

	static final ArchRule ONLY_KNOWN_TYPES = classes().should()
		.onlyDependOnClassesThat(DescribedPredicate.describe("are known", Border::isKnown))
		.because("another library, application or way of telling the time is a decision");

	static final ArchRule NOTHING_UNSEEN = noClasses().should()
		.callCodeUnitWhere(DescribedPredicate.describe("asks the world", Border::asksTheWorld))
		.because("a Clock is injected, and threads are few and have names");

	static final ArchRule NO_CONSOLE = noClasses().should()
		.accessFieldWhere(DescribedPredicate.describe("is of System", Border::isConsole))
		.because("what is said goes to the log");

	static final ArchRule NO_OPEN_ROWS = noClasses().should()
		.callMethod(JdbcClient.MappedQuerySpec.class, "stream")
		.because("such a stream keeps its connection until it is closed; list() gives it back");

	static final List<ArchRule> RULES = List.of(ONLY_KNOWN_TYPES, NOTHING_UNSEEN, NO_CONSOLE, NO_OPEN_ROWS,
			home("freemarker..", "rendering", "admin"), home("org.commonmark..", "rendering"),
			home("org.dhatim..", "mailing"), home("org.apache.hc..", "context", "rendering"),
			home("com.google.protobuf..", "codec", "schedule", "temporal"),
			home("org.apache.kafka..", "intake", "deadletter"),
			home("jakarta.persistence..", "journal", "template", "draft"),
			home("org.springframework.data..", "journal", "template", "draft"),
			home("com.github.difflib..", "template"), home("com.networknt..", "contract"),
			home("org.yaml..", "asyncapi"), home("io.opentelemetry..", "intake", "receipt", "trace"));

	private Border() {
	}

	private static ArchRule home(String library, String... packages) {
		return noClasses().that()
			.resideOutsideOfPackages(
					Arrays.stream(packages).map("cinema.orchestrator.%s.."::formatted).toArray(String[]::new))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library)
			.because("what hides behind a package of ours shows nowhere else");
	}

	private static boolean isKnown(JavaClass type) {
		JavaClass base = type.getBaseComponentType();
		if (base.isPrimitive()) {
			return true;
		}
		String name = base.getName().substring(base.getPackageName().length()).replaceFirst("^\\.", "");
		Set<String> known = TYPES.get(base.getPackageName());
		return (known != null) ? known.contains(name) : PACKAGES.matcher(base.getPackageName()).matches();
	}

	private static boolean asksTheWorld(JavaCall<?> call) {
		String owner = call.getTargetOwner().getName();
		String name = call.getName();
		String caller = call.getOriginOwner().getName().replaceFirst("^.*\\.", "").replaceFirst("[$].*", "");
		if (name.equals("sleep") || name.equals("wait") || name.startsWith("park")) {
			return !WAITS.contains(caller);
		}
		if (isThread(call, owner, name)) {
			return !THREADS.contains(caller);
		}
		return tellsTheTime(call, owner, name, caller) || name.equals("getDefault") || name.equals("parallelStream")
				|| (CALLS.containsKey(owner) && !CALLS.get(owner).contains(name) && !THREADS.contains(caller));
	}

	private static boolean isThread(JavaCall<?> call, String owner, String name) {
		boolean async = owner.equals("java.util.concurrent.CompletableFuture") && name.endsWith("Async");
		return async || owner.equals("java.util.concurrent.Executors")
				|| (call.getTargetOwner().isAssignableTo(Thread.class) && name.equals("<init>"));
	}

	private static boolean tellsTheTime(JavaCall<?> call, String owner, String name, String caller) {
		if (!owner.startsWith("java.time")) {
			return false;
		}
		boolean byClock = call.getTarget()
			.getRawParameterTypes()
			.stream()
			.anyMatch((one) -> one.isEquivalentTo(Clock.class));
		return (name.equals("now") && !byClock) || name.equals("systemDefault")
				|| (name.startsWith("system") && !caller.equals(CLOCK));
	}

	private static boolean isConsole(JavaFieldAccess access) {
		return access.getTargetOwner().isEquivalentTo(System.class);
	}

}
