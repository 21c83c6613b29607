package cinema.auth;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.auth.email.PlantedAccount;
import cinema.auth.email.PlantedClock;
import cinema.auth.link.PlantedLibrary;
import cinema.auth.role.PlantedEmail;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What auth may know: users, and neither Temporal nor who listens to its events. */
class ArchitectureTests {

	private static final ArchRule ALLOWED = classes().should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "javax.crypto..", "jakarta.annotation..", "jakarta.persistence..",
				"jakarta.servlet..", "jakarta.validation..", "org.springframework..", "org.springdoc..",
				"io.swagger.v3..", "org.yaml.snakeyaml..", "org.slf4j..", "org.jspecify..", "io.micrometer.core..",
				"io.micrometer.common..", "io.opentelemetry..", "org.apache.kafka..", "tools.jackson..",
				"com.fasterxml.jackson..", "com.nimbusds..", "com.eatthepath.otp..", "org.flywaydb..",
				"org.bouncycastle..", "com.google.i18n.phonenumbers..", "freemarker..", "cinema.platform..",
				"cinema.auth..")
		.because("applications meet on the wire, and auth knows nobody who listens");

	/** Who uses whom; an arrow more or less is a decision to be made here. */
	private static final List<String> ARROWS = """
			account -> confirmation field foothold outbox preference request role throttle token
			authorization -> account factor page request role security signin throttle token
			confirmation -> field foothold link outbox page request throttle token
			delivery ->
			directory -> account delivery preference
			erasure -> account confirmation delivery outbox page preference request role signin social throttle
			factor -> account foothold role throttle token
			field ->
			foothold -> token
			link -> request throttle token
			outbox ->
			page -> throttle
			phone -> account field outbox request throttle
			preference -> delivery link outbox page request throttle token
			recovery -> account confirmation foothold link outbox page request throttle token
			request ->
			role ->
			security -> role
			signin -> account factor outbox request throttle token
			social -> account factor field foothold outbox request signin token
			throttle -> request token
			token -> outbox request role
			""".lines().toList();

	private static final ArchRule NO_CIRCLES = slices().matching("cinema.auth.(*)..")
		.should()
		.beFreeOfCycles()
		.because("a feature can be read after those that it uses");

	private static final ArchRule CLOCK = noClasses().should()
		.callMethod(Instant.class, "now")
		.orShould()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.dependOnClassesThat()
		.haveFullyQualifiedName("java.util.Random")
		.because("a Clock is injected, and what is drawn is a secret");

	private final JavaClasses ours = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.auth");

	@Test
	void knowsWhatItMayKnowAndNothingElse() {
		ALLOWED.check(this.ours);
		assertCaught(ALLOWED, PlantedLibrary.class);
	}

	@Test
	void letsArrowsRunOneWay() {
		assertThat(arrows(this.ours)).containsExactlyElementsOf(ARROWS);
		assertThat(arrows(new ClassFileImporter().importClasses(PlantedAccount.class)))
			.containsExactly("email -> role");
		NO_CIRCLES.check(this.ours);
		assertCaught(NO_CIRCLES, PlantedAccount.class, PlantedEmail.class);
	}

	@Test
	void readsTheClockWhereTestsCanSetIt() {
		CLOCK.check(this.ours);
		assertCaught(CLOCK, PlantedClock.class);
	}

	@Test
	void keepsPackagesSmallAndGivesEachNameOnce() {
		assertThat(types().collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
			.allSatisfy((name, types) -> assertThat(types).as(name).isLessThanOrEqualTo(12));
		assertThat(types().map(JavaClass::getSimpleName)).doesNotHaveDuplicates();
	}

	private Stream<JavaClass> types() {
		return this.ours.stream().filter((one) -> one.isTopLevelClass() && !one.getSimpleName().equals("package-info"));
	}

	/** Lines of the table above, of these classes. */
	private static List<String> arrows(JavaClasses classes) {
		Map<String, Set<String>> uses = new TreeMap<>();
		for (JavaClass one : classes) {
			Set<String> used = uses.computeIfAbsent(feature(one), (none) -> new TreeSet<>());
			one.getDirectDependenciesFromSelf()
				.stream()
				.map((dependency) -> feature(dependency.getTargetClass()))
				.filter((other) -> !other.isEmpty() && !other.equals(feature(one)))
				.forEach(used::add);
		}
		return uses.entrySet()
			.stream()
			.filter((one) -> !one.getKey().isEmpty())
			.map((one) -> one.getKey() + " -> " + String.join(" ", one.getValue()))
			.map(String::strip)
			.toList();
	}

	private static String feature(JavaClass one) {
		String name = one.getPackageName();
		return name.startsWith("cinema.auth.") ? name.substring("cinema.auth.".length()) : "";
	}

	private static void assertCaught(ArchRule rule, Class<?>... planted) {
		assertThatThrownBy(() -> rule.check(new ClassFileImporter().importClasses(planted)))
			.isInstanceOf(AssertionError.class)
			.hasMessageContaining(planted[0].getSimpleName());
	}

}
