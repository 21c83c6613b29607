package cinema.orchestrator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import cinema.orchestrator.parts.Parts;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** A test on the whole application and real parts, which all such tests share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.temporal.test-server.enabled=true", "cinema.dispatch.receipt-wait=500ms",
				"cinema.catalogue.events.user_signed_up.notices.welcome.quiet-hours=ignore" })
@Import(Parts.class)
public @interface IntegrationTest {

}
