package cinema.dev;

import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the packages of this module hang together. */
class ArchitectureTests {

	private static final int MOST_TYPES = 12;

	private static final ArchRule NO_CIRCLES = SlicesRuleDefinition.slices()
		.matching("cinema.dev.(**)")
		.should()
		.beFreeOfCycles()
		.because("a feature can be read after those that it uses");

	private final JavaClasses dev = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.dev");

	@Test
	void goesInNoCircles() {
		NO_CIRCLES.check(this.dev);
	}

	@Test
	void findsACircle() {
		JavaClasses planted = new ClassFileImporter().importPackages("cinema.dev.planted");
		assertThatThrownBy(() -> NO_CIRCLES.check(planted)).isInstanceOf(AssertionError.class)
			.hasMessageContaining("planted.north")
			.hasMessageContaining("planted.south");
	}

	@Test
	void keepsPackagesSmall() {
		assertThat(this.dev).hasSizeGreaterThan(60);
		assertThat(crowded(this.dev)).isEmpty();
	}

	@Test
	void findsACrowd() {
		assertThat(crowded(new ClassFileImporter().importPackages("cinema.dev.endtoend")))
			.containsExactly("cinema.dev.endtoend");
	}

	/** Packages with more types than one can look over. */
	private static Set<String> crowded(JavaClasses classes) {
		return classes.stream()
			.filter((one) -> one.isTopLevelClass() && !one.getSimpleName().equals("package-info"))
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()))
			.entrySet()
			.stream()
			.filter((one) -> one.getValue() > MOST_TYPES)
			.map((one) -> one.getKey())
			.collect(Collectors.toSet());
	}

}
