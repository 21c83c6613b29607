package cinema.orchestrator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import cinema.orchestrator.parts.EmptyQueues;
import cinema.orchestrator.parts.Parts;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** A test on the whole application and real parts, which all such tests share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
		"spring.temporal.test-server.enabled=true", "cinema.dispatch.receipt-wait=500ms",
		"cinema.codec.keys.tests=" + IntegrationTest.KEY, "cinema.codec.ui-origin=" + IntegrationTest.UI,
		"cinema.seal.keys.tests=" + IntegrationTest.KEY, "cinema.journal.keys.tests=" + IntegrationTest.KEY,
		"cinema.security.services.tests.token=" + IntegrationTest.TOKEN,
		"cinema.security.services.tests.scopes=notifications:read,notifications:write,letters:read,audit:read,"
				+ "templates:read,templates:write,templates:publish,dead-letters:read,dead-letters:write,bounces:write",
		"cinema.security.services.web.token=" + IntegrationTest.WEB_TOKEN,
		"cinema.security.services.web.scopes=sms-reports:write", "cinema.security.services.tests.events=*",
		"cinema.security.services.shop.token=" + IntegrationTest.SHOP_TOKEN,
		"cinema.security.services.shop.scopes=notifications:write",
		"cinema.security.services.films.token=" + IntegrationTest.FILMS_TOKEN,
		"cinema.security.services.films.scopes=notifications:write", "cinema.security.services.films.events=new_*",
		"cinema.security.services.readers.token=" + IntegrationTest.READERS_TOKEN,
		"cinema.security.services.readers.scopes=notifications:read,audit:read",
		"cinema.security.services.marketing.token=" + IntegrationTest.MARKETING_TOKEN,
		"cinema.security.services.marketing.scopes=mailings:read,mailings:write,mailings:approve,notifications:write",
		"cinema.security.services.approvers.token=" + IntegrationTest.APPROVERS_TOKEN,
		"cinema.security.services.approvers.scopes=mailings:read,mailings:approve",
		"cinema.security.services.editors.token=" + IntegrationTest.EDITORS_TOKEN,
		"cinema.security.services.editors.scopes=templates:read,templates:write",
		"cinema.security.services.publishers.token=" + IntegrationTest.PUBLISHERS_TOKEN,
		"cinema.security.services.publishers.scopes=templates:read,templates:write,templates:publish",
		"cinema.security.services.watchers.token=" + IntegrationTest.WATCHERS_TOKEN,
		"cinema.security.services.watchers.scopes=mailings:read,templates:read", "cinema.mailing.most-pages=30",
		"cinema.template.second-person=true", "cinema.admin.client-secret=" + IntegrationTest.ADMIN_SECRET,
		"cinema.catalogue.events.user_signed_up.notices.welcome.quiet-hours=ignore",
		"cinema.queue.channels=email,sms,web,push", IntegrationTest.STEPS + "topic=news",
		IntegrationTest.STEPS + "urgency=normal", IntegrationTest.STEPS + "steps[0].channel=web",
		IntegrationTest.STEPS + "steps[1].channel=push", IntegrationTest.STEPS + "steps[1].after=1h",
		IntegrationTest.STEPS + "steps[1].night=deliver", IntegrationTest.STEPS + "steps[2].channel=email",
		IntegrationTest.STEPS + "steps[2].after=2h", "cinema.catalogue.caps.offers.letters=3",
		"cinema.catalogue.events.reactions_summary.notices.reactions_summary.class=offers",
		"cinema.catalogue.events.reactions_summary.notices.reactions_summary.folds=true",
		"cinema.catalogue.caps.series.letters=20",
		"cinema.catalogue.events.new_episode.notices.new_episode.class=series",
		"cinema.catalogue.events.new_episode.notices.new_episode.over-cap=fold",
		"cinema.catalogue.events.new_episodes_digest.notices.new_episodes_digest.class=series",
		"cinema.attachments.services.files.url=http://127.0.0.1:1",
		"cinema.attachments.services.files.paths=/public,/own",
		IntegrationTest.FILES + "[0].name={details.service}.pdf",
		IntegrationTest.FILES + "[0].url=http://files/own/{user_id}/{details.service}.pdf",
		IntegrationTest.FILES + "[0].type=application/pdf", IntegrationTest.FILES + "[1].from=details.attachments",
		"cinema.unsubscribe.keys.test=" + IntegrationTest.KEY })
@Import(Parts.class)
@ExtendWith(EmptyQueues.class)
public @interface IntegrationTest {

	/** 32 bytes in base64. */
	String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	/** A notice with steps: web, push after an hour, e-mail two hours later. */
	String STEPS = "cinema.catalogue.events.user_unlinked_account.notices.account_unlinked.";

	/** A notice with a file of its own, and those that its event lists. */
	String FILES = "cinema.catalogue.events.user_linked_account.notices.account_linked.attachments";

	/** Where the Temporal web UI would be. */
	String UI = "http://ui.example:8233";

	String TOKEN = "a-token-for-tests-only";

	String MARKETING_TOKEN = "a-token-for-mailings-only";

	String WEB_TOKEN = "a-token-of-a-provider-of-messages";

	String WATCHERS_TOKEN = "a-token-for-watching-mailings";

	String EDITORS_TOKEN = "a-token-for-writing-templates";

	String PUBLISHERS_TOKEN = "a-token-for-publishing-templates";

	/** A service that may announce whatever nobody in particular has to say. */
	String SHOP_TOKEN = "a-token-for-any-event-of-films";

	/** A service that may announce some types alone. */
	String FILMS_TOKEN = "a-token-for-new-films-alone";

	/** Somebody else than marketing. */
	String APPROVERS_TOKEN = "a-token-for-approving-mailings";

	/** What the admin's pages are known to auth by. */
	String ADMIN_SECRET = "a-secret-of-the-admin";

	String READERS_TOKEN = "a-token-for-reading-only";

}
