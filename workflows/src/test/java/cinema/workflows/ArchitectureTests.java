package cinema.workflows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.workflows.contract.PlantedTemporal;
import cinema.workflows.digest.PlantedDigest;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The deterministic border: what decides may not ask the world. */
class ArchitectureTests {

	private static final JavaClasses WORKFLOWS = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.workflows");

	@Test
	void usesNothingThatHasAnEffect() {
		DeterministicBorder.ONLY_KNOWN_TYPES.check(WORKFLOWS);
	}

	@Test
	void callsNothingThatAnswersDifferentlyOnReplay() {
		DeterministicBorder.NOTHING_THAT_DIFFERS.check(WORKFLOWS);
	}

	@Test
	void sharesNothingBetweenWorkflows() {
		DeterministicBorder.NO_SHARED_STATE.check(WORKFLOWS);
	}

	@ParameterizedTest
	@MethodSource("planted")
	void catchesWhatIsPlanted(Class<?> planted) {
		JavaClasses one = new ClassFileImporter().importClasses(planted);
		assertThat(DeterministicBorder.RULES).as(planted.getSimpleName())
			.anySatisfy((rule) -> assertThat(rule.evaluate(one).hasViolation()).isTrue());
	}

	static List<Class<?>> planted() {
		return Stream.of(Planted.class.getDeclaredClasses())
			.filter((one) -> !one.getSimpleName().endsWith("Impl") && one != Planted.StartsAnImplementation.class)
			.toList();
	}

	/** Else it could be one that catches nothing. */
	@Test
	void hasSomethingPlantedForEachRule() {
		assertThat(DeterministicBorder.RULES).allSatisfy((rule) -> assertThat(planted()).as(rule.getDescription())
			.anySatisfy((one) -> assertThat(rule.evaluate(new ClassFileImporter().importClasses(one)).hasViolation())
				.isTrue()));
	}

	@Test
	void goesInNoCircles() {
		holds(SlicesRuleDefinition.slices()
			.matching("cinema.workflows.(*)..")
			.should()
			.beFreeOfCycles()
			.because("a package can be read after those that it uses"), PlantedDigest.class, PlantedTemporal.class);
	}

	/** The rule holds, and bites. */
	private static void holds(ArchRule rule, Class<?>... planted) {
		rule.check(WORKFLOWS);
		JavaClasses bad = new ClassFileImporter().importClasses(planted);
		assertThatThrownBy(() -> rule.check(bad)).isInstanceOf(AssertionError.class)
			.hasMessageContaining(planted[0].getSimpleName());
	}

	@Test
	void keepsTemporalOutOfTheContract() {
		ArchRule rule = noClasses().that()
			.resideInAPackage("..contract..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.temporal..", "org.slf4j..")
			.because("the worker has the contract on its class path, and nothing of Temporal");
		holds(rule, PlantedTemporal.class);

	}

	@Test
	void namesNoImplementationOfAWorkflow() {
		holds(noClasses().that()
			.haveSimpleNameNotEndingWith("WorkflowImpl")
			.should()
			.dependOnClassesThat()
			.haveSimpleNameEndingWith("WorkflowImpl")
			.because(
					"workflows are started by their interface and listed by name in the orchestrator's application.yaml"),
				Planted.StartsAnImplementation.class);
	}

	@Test
	void saysWhyAPackageHasMoreTypesThanOneCanLookOver() throws IOException {
		Map<String, Long> types = WORKFLOWS.stream()
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
