package cinema.worker;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What a delivery may know. */
class ArchitectureTests {

	private final JavaClasses worker = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.worker");

	@Test
	void knowsOfWorkflowsOnlyTheContract() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.temporal..", "cinema.workflows", "cinema.workflows.event..",
					"cinema.workflows.plan..", "cinema.workflows.dispatch..", "cinema.workflows.journal..",
					"cinema.auth..", "cinema.orchestrator..")
			.because("a worker is queue, ledger and channel, and nothing else")
			.check(this.worker);
	}

	@Test
	void letsNoChannelKnowTheDelivery() {
		noClasses().that()
			.resideInAPackage("..email..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..delivery..", "..ledger..", "..receipt..", "..queue..")
			.because("a channel sends, and who asked for it and what follows is none of its business")
			.check(this.worker);
	}

}
