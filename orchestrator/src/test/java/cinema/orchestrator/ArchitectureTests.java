package cinema.orchestrator;

import java.util.List;

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
		classes().that()
			.areAnnotatedWith(ActivityImpl.class)
			.should()
			.bePackagePrivate()
			.because("workflows call them by their interface, over Temporal")
			.check(OURS);
	}

	@Test
	void namesNoImplementationOfAWorkflow() {
		noClasses().should()
			.dependOnClassesThat()
			.haveSimpleNameEndingWith("WorkflowImpl")
			.because("application.yaml is the table of contents of workflows")
			.check(OURS);
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
		return List.of(Planted.class.getDeclaredClasses());
	}

	@Test
	void goesInNoCircles() {
		SlicesRuleDefinition.slices()
			.matching("cinema.orchestrator.(*)..")
			.should()
			.beFreeOfCycles()
			.because("a feature can be read after those that it uses")
			.check(OURS);
	}

}
