package cinema.workflows;

import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The deterministic border: what decides may not ask the world. */
class ArchitectureTests {

	private static final Set<String> ASKS_THE_WORLD = Set.of("now", "currentTimeMillis", "nanoTime", "random",
			"randomUUID", "systemDefault", "getDefault", "parallelStream", "parallel");

	private final JavaClasses workflows = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.workflows");

	@Test
	void seesNothingThatHasAnEffect() {
		classes().should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("cinema.workflows..", "java.lang..", "java.time..", "java.util", "java.util.function",
					"java.util.stream", "io.temporal.workflow..", "io.temporal.activity..", "io.temporal.common..",
					"io.temporal.failure..", "io.temporal.api.enums..", "org.jspecify.annotations..", "org.slf4j..")
			.because("clocks, random, threads and io belong to activities")
			.check(this.workflows);
	}

	@Test
	void callsNothingThatAnswersDifferentlyOnReplay() {
		noClasses().should()
			.callMethodWhere(DescribedPredicate.describe("asks the world",
					(JavaMethodCall call) -> ASKS_THE_WORLD.contains(call.getName())
							&& !call.getTargetOwner().getPackageName().startsWith("io.temporal.workflow")
							&& !call.getTargetOwner().getPackageName().startsWith("cinema.workflows")))
			.because("a replay has to come to the same decisions; Workflow.currentTimeMillis() is recorded")
			.check(this.workflows);
	}

	@Test
	void keepsTemporalOutOfTheContract() {
		noClasses().that()
			.resideInAPackage("..contract..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.temporal..", "org.slf4j..")
			.because("the worker has the contract on its class path, and nothing of Temporal")
			.check(this.workflows);
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
			.check(this.workflows);
	}

}
