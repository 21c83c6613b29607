package cinema.platform;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the platform may know: nothing of what the applications are for. */
class ArchitectureTests {

	private static final List<String> WORDS = List.of("notice", "receiver", "audience", "posting", "mailing", "channel",
			"delivery", "receipt", "deadline", "quiethours", "topic", "preference", "template", "letter", "ledger",
			"journal");

	private final JavaClasses platform = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.platform");

	@Test
	void namesNoApplication() {
		noClasses().should()
			.dependOnClassesThat(DescribedPredicate.describe("are of an application",
					(one) -> one.getPackageName().startsWith("cinema.")
							&& !one.getPackageName().startsWith("cinema.platform")))
			.because("applications stand on the platform, and not the other way round")
			.check(this.platform);
	}

	@Test
	void knowsNoWordOfWhatTheApplicationsAreFor() {
		classes().should(knowNoWord()).because("it serves whatever stands on it").check(this.platform);
	}

	@Test
	void catchesAWord() {
		JavaClasses planted = new ClassFileImporter().importClasses(PlantedPosting.class);
		assertThatThrownBy(() -> classes().should(knowNoWord()).check(planted)).isInstanceOf(AssertionError.class)
			.hasMessageContaining("PlantedPosting");
		assertThat(this.platform).isNotEmpty();
	}

	@Test
	void goesInNoCircles() {
		SlicesRuleDefinition.slices()
			.matching("cinema.platform.(*)..")
			.should()
			.beFreeOfCycles()
			.because("a feature can be read after those that it uses")
			.check(this.platform);
	}

	private static ArchCondition<JavaClass> knowNoWord() {
		return new ArchCondition<>("know no word of the applications") {
			@Override
			public void check(JavaClass one, ConditionEvents events) {
				one.getMembers().forEach((member) -> look(one, member.getName(), events));
				look(one, one.getName(), events);
			}
		};
	}

	private static void look(JavaClass one, String name, ConditionEvents events) {
		String letters = name.toLowerCase(java.util.Locale.ROOT);
		WORDS.stream()
			.filter(letters::contains)
			.forEach((word) -> events.add(SimpleConditionEvent.violated(one, one.getName() + ": " + name)));
	}

	private static final class PlantedPosting {

	}

}
