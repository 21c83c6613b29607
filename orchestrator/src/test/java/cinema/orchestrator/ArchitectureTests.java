package cinema.orchestrator;

import java.time.Instant;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.temporal.activity.ActivityInterface;
import io.temporal.spring.boot.ActivityImpl;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private final JavaClasses ours = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.orchestrator");

	private final JavaClasses workflows = new ClassFileImporter().importPackages("cinema.workflows");

	@Test
	void implementsEveryActivityInThePackageOfTheSameName() {
		List<JavaClass> activities = this.workflows.stream()
			.filter((one) -> one.isAnnotatedWith(ActivityInterface.class))
			.toList();
		assertThat(activities).isNotEmpty().allSatisfy((activity) -> {
			String expected = activity.getFullName().replace("cinema.workflows.", "cinema.orchestrator.") + "Impl";
			assertThat(this.ours.stream().filter((one) -> one.isAssignableTo(activity.getName())))
				.extracting(JavaClass::getFullName)
				.containsExactly(expected);
		});
	}

	@Test
	void keepsActivitiesToThemselves() {
		classes().that()
			.areAnnotatedWith(ActivityImpl.class)
			.should()
			.bePackagePrivate()
			.because("workflows call them by their interface, over Temporal")
			.check(this.ours);
	}

	@Test
	void namesNoImplementationOfAWorkflow() {
		noClasses().should()
			.dependOnClassesThat()
			.haveSimpleNameEndingWith("WorkflowImpl")
			.because("application.yaml is the table of contents of workflows")
			.check(this.ours);
	}

	@Test
	void dependsOnNoOtherApplication() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("cinema.auth..", "cinema.worker..", "cinema.dev..")
			.because("applications meet on the wire only")
			.check(this.ours);
	}

	@Test
	void goesInNoCircles() {
		SlicesRuleDefinition.slices()
			.matching("cinema.orchestrator.(*)..")
			.should()
			.beFreeOfCycles()
			.because("a feature can be read after those that it uses")
			.check(this.ours);
	}

	@Test
	void readsTheClockWhereTestsCanSetIt() {
		noClasses().should()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.because("a Clock is injected")
			.check(this.ours);
	}

}
