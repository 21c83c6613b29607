package cinema.worker;

import java.time.Instant;

import cinema.worker.channel.PlantedWorkflow;
import cinema.worker.email.PlantedClock;
import cinema.worker.email.PlantedLedger;
import cinema.worker.ledger.PlantedEmail;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.ClassUtils;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a delivery may know: queue, ledger and channel, and nothing else. */
class ArchitectureTests {

	private final JavaClasses worker = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("cinema.worker");

	@Test
	void usesWhatItMayUseAndNothingElse() {
		holds(classes().should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("java..", "javax.crypto..", "javax.net..", "javax.sql..", "jakarta.annotation..",
					"jakarta.mail..", "jakarta.servlet..", "jakarta.websocket..", "com.fasterxml.jackson.annotation..",
					"io.swagger.v3.oas.annotations..", "org.eclipse.angus..", "org.apache.commons.pool2..",
					"org.apache.hc..", "org.jsmpp..", "org.springframework..", "org.slf4j..", "org.jspecify..",
					"io.micrometer.core..", "io.opentelemetry..", "com.rabbitmq.client..", "tools.jackson..",
					"cinema.platform..", "cinema.worker..", "cinema.workflows.contract..")
			.because("a worker knows neither Temporal nor auth, and of the workflows the contract alone"),
				PlantedWorkflow.class);
	}

	/** A new package has to be named here first. */
	@Test
	void letsArrowsRunOneWay() {
		holds(layeredArchitecture().consideringOnlyDependenciesInAnyPackage("cinema.worker..")
			.withOptionalLayers(true)
			.ensureAllClassesAreContainedInArchitecture()
			.layer("start")
			.definedBy("cinema.worker")
			.layer("channel")
			.definedBy("cinema.worker.channel")
			.layer("ledger")
			.definedBy("cinema.worker.ledger")
			.layer("provider")
			.definedBy("cinema.worker.provider")
			.layer("attachment")
			.definedBy("cinema.worker.attachment")
			.layer("email")
			.definedBy("cinema.worker.email")
			.layer("sms")
			.definedBy("cinema.worker.sms")
			.layer("queue")
			.definedBy("cinema.worker.queue")
			.layer("receipt")
			.definedBy("cinema.worker.receipt")
			.layer("return path")
			.definedBy("cinema.worker.returnpath")
			.layer("bounce")
			.definedBy("cinema.worker.bounce")
			.layer("delivery")
			.definedBy("cinema.worker.delivery")
			.layer("inbox")
			.definedBy("cinema.worker.inbox")
			.layer("push")
			.definedBy("cinema.worker.push")
			.layer("security")
			.definedBy("cinema.worker.security")
			.layer("socket")
			.definedBy("cinema.worker.socket")
			.layer("widget")
			.definedBy("cinema.worker.widget")
			.whereLayer("start")
			.mayNotAccessAnyLayer()
			.whereLayer("channel")
			.mayNotAccessAnyLayer()
			.whereLayer("ledger")
			.mayNotAccessAnyLayer()
			.whereLayer("provider")
			.mayOnlyAccessLayers("channel")
			.whereLayer("attachment")
			.mayOnlyAccessLayers("channel", "queue")
			.whereLayer("email")
			.mayOnlyAccessLayers("channel", "return path", "provider", "attachment")
			.whereLayer("sms")
			.mayOnlyAccessLayers("channel", "ledger", "queue", "provider", "bounce")
			.whereLayer("return path")
			.mayNotAccessAnyLayer()
			.whereLayer("bounce")
			.mayOnlyAccessLayers("ledger", "queue", "channel", "return path")
			.whereLayer("inbox")
			.mayOnlyAccessLayers("channel", "ledger", "queue", "receipt")
			.whereLayer("push")
			.mayOnlyAccessLayers("channel", "ledger", "queue", "receipt", "inbox")
			.whereLayer("security")
			.mayOnlyAccessLayers("inbox")
			.whereLayer("socket")
			.mayOnlyAccessLayers("inbox", "security")
			.whereLayer("widget")
			.mayNotAccessAnyLayer()
			.whereLayer("queue")
			.mayOnlyAccessLayers("channel")
			.whereLayer("receipt")
			.mayOnlyAccessLayers("ledger", "queue")
			.because("a channel sends, and who asked for it and what follows is none of its business"),
				PlantedLedger.class);
	}

	@Test
	void goesInNoCircles() {
		holds(slices().matching("cinema.worker.(*)..")
			.should()
			.beFreeOfCycles()
			.because("a feature can be read after those that it uses"), PlantedLedger.class, PlantedEmail.class);
	}

	@Test
	void readsTheClockWhereTestsCanSetIt() {
		holds(noClasses().should()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.because("a Clock is injected"), PlantedClock.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.temporal.client.WorkflowClient", "org.apache.kafka.clients.admin.Admin",
			"jakarta.persistence.EntityManager" })
	void carriesNothingOfWhatOthersNeedOfThePlatform(String type) {
		assertThat(ClassUtils.isPresent(type, null)).isFalse();
		assertThat(ClassUtils.isPresent("cinema.platform.health.CachedHealth", null)).isTrue();
	}

	/** The rule holds, and bites. */
	private void holds(ArchRule rule, Class<?>... planted) {
		rule.check(this.worker);
		JavaClasses bad = new ClassFileImporter().importClasses(planted);
		assertThatThrownBy(() -> rule.check(bad)).isInstanceOf(AssertionError.class)
			.hasMessageContaining(planted[0].getSimpleName());
	}

}
