package cinema.workflows;

import java.util.List;

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
		return List.of(Planted.class.getDeclaredClasses());
	}

	@Test
	void goesInNoCircles() {
		SlicesRuleDefinition.slices()
			.matching("cinema.workflows.(*)..")
			.should()
			.beFreeOfCycles()
			.because("a package can be read after those that it uses")
			.check(WORKFLOWS);
	}

	@Test
	void keepsTemporalOutOfTheContract() {
		ArchRule rule = noClasses().that()
			.resideInAPackage("..contract..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.temporal..", "org.slf4j..")
			.because("the worker has the contract on its class path, and nothing of Temporal");
		rule.check(WORKFLOWS);
	}

	@Test
	void namesNoImplementationOfAWorkflow() {
		noClasses().that()
			.haveSimpleNameNotEndingWith("WorkflowImpl")
			.should()
			.dependOnClassesThat()
			.haveSimpleNameEndingWith("WorkflowImpl")
			.because(
					"workflows are started by their interface and listed by name in the orchestrator's application.yaml")
			.check(WORKFLOWS);
	}

}
