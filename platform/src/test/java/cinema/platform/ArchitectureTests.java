package cinema.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cinema.platform.access.PlantedCircle;
import cinema.platform.json.PlantedApplication;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the platform may know: nothing of what the applications are for. */
class ArchitectureTests {

	/** In names, comments and texts alike; what others call theirs is imported. */
	private static final Pattern WORD = Pattern.compile("(?i)event|notice|receiver|audience|posting|mailing|channel"
			+ "|deliver|receipt|deadline|quiet|topic|preference|template|letter|ledger|journal|temporal");

	private static final ArchRule ALLOWED = classes().should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "javax.crypto..", "jakarta.annotation..", "jakarta.servlet..",
				"jakarta.validation..", "org.springframework..", "org.apache.catalina..", "org.apache.coyote..",
				"org.apache.juli..", "org.apache.tomcat..", "org.apache.commons.text..", "org.apache.hc..",
				"org.apache.kafka..", "org.hibernate.validator..", "org.slf4j..", "org.jspecify..", "com.ibm.icu..",
				"io.micrometer.core..", "io.opentelemetry..", "io.swagger.v3..", "org.springdoc.core..",
				"org.yaml.snakeyaml..", "com.fasterxml.jackson..", "com.nimbusds..", "tools.jackson..",
				"cinema.platform..")
		.because("applications stand on the platform, and not the other way round");

	private static final ArchRule NO_CIRCLES = slices().matching("cinema.platform.(*)..")
		.should()
		.beFreeOfCycles()
		.because("a feature can be read after those that it uses");

	private final JavaClasses platform = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.platform");

	@Test
	void usesWhatItMayUseAndNothingElse() {
		ALLOWED.check(this.platform);
		assertCaught(ALLOWED, PlantedApplication.class);
	}

	@Test
	void knowsNoWordOfWhatTheApplicationsAreFor() throws IOException {
		try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
			assertThat(sources.filter(Files::isRegularFile)).isNotEmpty()
				.allSatisfy((source) -> assertThat(words(Files.readString(source))).as(source.toString()).isEmpty());
		}
		assertThat(words("import a.Letter;\n\t/** One posting. */\n\tString lastReceipt = \"eventId\";"))
			.containsExactly("posting", "Receipt", "event");
	}

	private static List<String> words(String source) {
		String ours = source.replaceAll("(?m)^import .*;$", "");
		return WORD.matcher(ours).results().map((found) -> found.group()).toList();
	}

	@Test
	void goesInNoCircles() {
		NO_CIRCLES.check(this.platform);
		assertCaught(NO_CIRCLES, PlantedApplication.class, PlantedCircle.class);
	}

	private static void assertCaught(ArchRule rule, Class<?>... planted) {
		assertThatThrownBy(() -> rule.check(new ClassFileImporter().importClasses(planted)))
			.isInstanceOf(AssertionError.class)
			.hasMessageContaining(planted[0].getSimpleName());
	}

}
