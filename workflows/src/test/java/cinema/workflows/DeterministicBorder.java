package cinema.workflows;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * What code of workflows may use: lists of what is allowed, so that what nobody thought
 * of is refused.
 */
final class DeterministicBorder {

	private static final Pattern PACKAGES = Pattern.compile("cinema\\.workflows(\\..*)?"
			+ "|java\\.lang\\.(annotation|invoke|runtime)|java\\.util\\.(function|stream)|java\\.time\\.(format|zone)"
			+ "|io\\.temporal\\.(workflow|activity|common|failure|api\\.enums)(\\..*)?"
			+ "|org\\.jspecify\\.annotations|org\\.slf4j");

	private static final Set<String> LANG = Set.of("Object", "String", "CharSequence", "Integer", "Long", "Double",
			"Boolean", "Number", "Void", "Enum", "Enum$EnumDesc", "Record", "Class", "Comparable", "Iterable",
			"Runnable", "Override", "Deprecated", "FunctionalInterface", "SafeVarargs", "SuppressWarnings", "Throwable",
			"Exception", "Error", "RuntimeException", "IllegalArgumentException", "IllegalStateException",
			"MatchException", "IncompatibleClassChangeError", "NoSuchFieldError", "Math", "AutoCloseable");

	/** None whose order of iteration depends on where its elements lie in memory. */
	private static final Set<String> UTIL = Set.of("Collection", "List", "ArrayList", "Map", "Map$Entry", "SortedMap",
			"TreeMap", "LinkedHashMap", "EnumMap", "Set", "SortedSet", "TreeSet", "LinkedHashSet", "EnumSet",
			"Iterator", "Optional", "Objects", "Locale", "Comparator", "NoSuchElementException");

	private static final Set<String> TIME = Set.of("Instant", "Duration", "LocalDate", "LocalDateTime", "LocalTime",
			"OffsetDateTime", "ZonedDateTime", "ZoneId", "ZoneOffset", "DayOfWeek", "Period", "DateTimeException");

	/** Of what is allowed, what asks for the clock, the host or chance all the same. */
	private static final Set<String> ASKS_THE_WORLD = Set.of("now", "random", "systemDefault", "getDefault",
			"parallelStream", "parallel", "identityHashCode", "forName", "newInstance", "getResource",
			"getResourceAsStream");

	/** What answers by the language of the host unless it is given one. */
	private static final Set<String> SPEAKS_THE_HOSTS_LANGUAGE = Set.of("formatted", "toLowerCase", "toUpperCase",
			"ofPattern", "ofLocalizedDate", "ofLocalizedDateTime");

	/** Maps and sets that are walked in another order in each process. */
	private static final Set<String> UNORDERED = Set.of("toSet", "toMap", "groupingBy", "partitioningBy",
			"toUnmodifiableMap", "toUnmodifiableSet", "ofEntries");

	static final ArchRule ONLY_KNOWN_TYPES = classes().should()
		.onlyDependOnClassesThat(DescribedPredicate.describe("are known to decide alone", DeterministicBorder::isKnown))
		.because("clocks, random, threads and io belong to activities");

	static final ArchRule NOTHING_THAT_DIFFERS = noClasses().should()
		.callCodeUnitWhere(DescribedPredicate.describe("asks the world", DeterministicBorder::differs))
		.because("a replay has to come to the same decisions; Workflow.currentTimeMillis() is recorded");

	static final ArchRule NO_SHARED_STATE = fields().that()
		.areStatic()
		.should()
		.beFinal()
		.because("workflows of one process would tell each other what no history knows");

	static final List<ArchRule> RULES = List.of(ONLY_KNOWN_TYPES, NOTHING_THAT_DIFFERS, NO_SHARED_STATE);

	private DeterministicBorder() {
	}

	private static boolean isKnown(JavaClass type) {
		JavaClass base = type.getBaseComponentType();
		if (base.isPrimitive()) {
			return true;
		}
		String name = base.getName().substring(base.getPackageName().length()).replaceFirst("^\\.", "");
		return switch (base.getPackageName()) {
			case "java.lang" -> LANG.contains(name);
			case "java.util" -> UTIL.contains(name);
			case "java.time" -> TIME.contains(name);
			default -> PACKAGES.matcher(base.getPackageName()).matches();
		};
	}

	private static boolean differs(JavaCall<?> call) {
		JavaClass owner = call.getTargetOwner();
		if (owner.getPackageName().startsWith("io.temporal") || owner.getPackageName().startsWith("cinema.workflows")) {
			return false;
		}
		List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
		return ASKS_THE_WORLD.contains(call.getName()) || UNORDERED.contains(call.getName())
				|| (SPEAKS_THE_HOSTS_LANGUAGE.contains(call.getName())
						&& parameters.stream().noneMatch((one) -> one.isEquivalentTo(java.util.Locale.class)))
				|| isByMemory(owner, call.getName(), parameters)
				|| isUnorderedCopy(owner, call.getName(), parameters.size());
	}

	/**
	 * By the place of an object in memory, or {@link String#format} without a language.
	 */
	private static boolean isByMemory(JavaClass owner, String name, List<JavaClass> parameters) {
		return (owner.isEquivalentTo(Object.class) && name.equals("hashCode"))
				|| (owner.isEquivalentTo(String.class) && name.equals("format") && parameters.size() == 2);
	}

	private static boolean isUnorderedCopy(JavaClass owner, String name, int parameters) {
		boolean unordered = owner.isEquivalentTo(java.util.Map.class) || owner.isEquivalentTo(java.util.Set.class);
		return unordered && (name.equals("copyOf") || (name.equals("of") && parameters > 0));
	}

}
