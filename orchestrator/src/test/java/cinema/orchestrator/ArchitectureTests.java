package cinema.orchestrator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.orchestrator.codec.PlantedActivity;
import cinema.orchestrator.trace.PlantedTrace;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.temporal.activity.ActivityInterface;
import io.temporal.spring.boot.ActivityImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArchitectureTests {

	private static final JavaClasses OURS = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.orchestrator");

	private static final JavaClasses WORKFLOWS = new ClassFileImporter().importPackages("cinema.workflows");

	@Test
	void implementsEveryActivityInThePackageOfTheSameName() {
		List<JavaClass> activities = WORKFLOWS.stream()
			.filter((one) -> one.isAnnotatedWith(ActivityInterface.class))
			.toList();
		assertThat(activities).isNotEmpty().allSatisfy((activity) -> {
			String expected = activity.getFullName().replace("cinema.workflows.", "cinema.orchestrator.") + "Impl";
			assertThat(OURS.stream().filter((one) -> one.isAssignableTo(activity.getName())))
				.extracting(JavaClass::getFullName)
				.containsExactly(expected);
		});
	}

	@Test
	void keepsActivitiesToThemselves() {
		holds(classes().that()
			.areAnnotatedWith(ActivityImpl.class)
			.should()
			.bePackagePrivate()
			.because("workflows call them by their interface, over Temporal"), PlantedActivity.class);
	}

	@Test
	void namesNoImplementationOfAWorkflow() {
		holds(noClasses().should()
			.dependOnClassesThat()
			.haveSimpleNameEndingWith("WorkflowImpl")
			.because("application.yaml is the table of contents of workflows"), Planted.StartsAnImplementation.class);
	}

	@ParameterizedTest
	@MethodSource("rules")
	void usesNothingBeyondItsBorder(ArchRule rule) {
		rule.check(OURS);
	}

	static List<ArchRule> rules() {
		return Border.RULES;
	}

	@ParameterizedTest
	@MethodSource("planted")
	void catchesWhatIsPlanted(Class<?> planted) {
		JavaClasses one = new ClassFileImporter().importClasses(planted);
		assertThat(Border.RULES).as(planted.getSimpleName())
			.anySatisfy((rule) -> assertThat(rule.evaluate(one).hasViolation()).isTrue());
	}

	static List<Class<?>> planted() {
		return Stream.of(Planted.class.getDeclaredClasses())
			.filter((one) -> !one.getSimpleName().endsWith("Impl") && one != Planted.StartsAnImplementation.class)
			.toList();
	}

	/** Else it could be one that catches nothing. */
	@ParameterizedTest
	@MethodSource("rules")
	void hasSomethingPlantedForEachRule(ArchRule rule) {
		assertThat(planted()).as(rule.getDescription())
			.anySatisfy((one) -> assertThat(rule.evaluate(new ClassFileImporter().importClasses(one)).hasViolation())
				.isTrue());
	}

	@Test
	void goesInNoCircles() {
		holds(SlicesRuleDefinition.slices()
			.matching("cinema.orchestrator.(*)..")
			.should()
			.beFreeOfCycles()
			.because("a feature can be read after those that it uses"), PlantedTrace.class, PlantedActivity.class);
	}

	/** The rule holds, and bites. */
	private static void holds(ArchRule rule, Class<?>... planted) {
		rule.check(OURS);
		JavaClasses bad = new ClassFileImporter().importClasses(planted);
		assertThatThrownBy(() -> rule.check(bad)).isInstanceOf(AssertionError.class)
			.hasMessageContaining(planted[0].getSimpleName());
	}

	@Test
	void saysWhyAPackageHasMoreTypesThanOneCanLookOver() throws IOException {
		Map<String, Long> types = OURS.stream()
			.filter((one) -> one.isTopLevelClass() && !one.getSimpleName().equals("package-info"))
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
		for (Map.Entry<String, Long> one : types.entrySet()) {
			Path said = Path.of("src/main/java", one.getKey().split("[.]")).resolve("package-info.java");
			assertThat(Files.exists(said) && Files.readString(said).contains("More than twelve types, since"))
				.as(one.getKey() + " has " + one.getValue())
				.isEqualTo(one.getValue() > 12);
		}
	}

}
