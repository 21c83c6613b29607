package cinema.orchestrator.attachment;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Catalogues;
import cinema.workflows.contract.Attachment;
import cinema.workflows.plan.AttachmentSource;
import cinema.workflows.plan.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventAttachmentsTests {

	private static final String TICKET = "{name: '{details.film}.pdf', url: 'http://files/own/{user_id}/{details.film}?of={event.id}', type: application/pdf}";

	private static final String LISTED = "{from: details.attachments}";

	@Test
	void fillsInWhatTheEventBrings() {
		Catalogue catalogue = catalogue(TICKET + ", " + LISTED);
		Event event = event(Map.of("film", "Solaris & co", "attachments", List.of(poster("poster.png"))));
		TestAttachments.of(catalogue, "files").require(event);

		assertThat(TestAttachments.of(catalogue, "files").ofLetter(event, "u-1", sources(catalogue))).containsExactly(
				new Attachment("Solaris & co.pdf", "http://files/own/u-1/Solaris%20%26%20co?of=e-1", "application/pdf",
						null, null, false),
				new Attachment("poster.png", "http://files/public/poster.png", "image/png", "poster", null, false));
	}

	@Test
	void takesNoPartOfAValueForAFolder() {
		Catalogue catalogue = catalogue(
				"{name: 'Tickets of {details.film}.pdf', url: 'http://files/own/a', type: application/pdf}");
		EventAttachments files = TestAttachments.of(catalogue, "files");

		assertThat(files.ofLetter(event(Map.of("film", "Fahrenheit 9/11")), "u-1", sources(catalogue)))
			.extracting(Attachment::name)
			.containsExactly("Tickets of Fahrenheit 9-11.pdf");
		assertThatThrownBy(() -> files.require(event(Map.of("film", "fdp.\u202eexe"))))
			.hasMessageStartingWith("attachments[0].name: has to be 1 to 150 characters");
		assertThatThrownBy(() -> TestAttachments.of(catalogue(TICKET), "files").require(event(Map.of("film", ".."))))
			.hasMessageStartingWith("attachments[0].url: ");
	}

	@Test
	void leavesOutWhatAnEventDoesNotList() {
		Catalogue catalogue = catalogue(LISTED);

		TestAttachments.of(catalogue).require(event(Map.of()));
		assertThat(TestAttachments.of(catalogue).ofLetter(event(Map.of()), null, sources(catalogue))).isEmpty();
		assertThat(TestAttachments.of(catalogue).ofLetter(event(Map.of()), null, null)).isEmpty();
	}

	@Test
	void namesThePlaceInTheEvent() {
		Event event = event(Map.of("attachments", List.of(poster("poster.png"), poster("a/b"))));

		assertThatThrownBy(() -> TestAttachments.of(catalogue(LISTED), "files").require(event))
			.hasMessageStartingWith("details.attachments[1].name: has to be");
		assertThatThrownBy(() -> TestAttachments.of(catalogue(LISTED)).require(event(Map.of("attachments", "all"))))
			.hasMessage("details.attachments: has to be a list of objects with name, url and type");
		assertThatThrownBy(() -> TestAttachments.of(catalogue(LISTED))
			.require(event(Map.of("attachments", List.of(poster("poster.png"))))))
			.hasMessageStartingWith("details.attachments[0].url: no service of that name");
		assertThatThrownBy(() -> TestAttachments.of(catalogue(TICKET), "files").require(event(Map.of())))
			.hasMessage("attachments[0]: details.film: is missing in the event");
	}

	@Test
	void countsAllFilesOfALetterTogether() {
		Event event = event(Map.of("attachments", List.of(file("a.pdf"), file("b.pdf"), file("c.pdf"))));

		TestAttachments.of(catalogue(LISTED), "files").require(event);
		assertThatThrownBy(() -> TestAttachments.of(catalogue(LISTED + ", " + LISTED), "files").require(event))
			.hasMessage("attachments: has 6 files, and a letter may have 3");
	}

	/** Only auth may know who somebody is whose event has an address alone. */
	@Test
	void asksForTheUserWhenTheLetterIsMade() {
		Catalogue catalogue = catalogue(TICKET);
		Event event = event(Map.of("film", "Solaris"));
		TestAttachments.of(catalogue, "files").require(event);

		assertThatThrownBy(() -> TestAttachments.of(catalogue, "files").ofLetter(event, null, sources(catalogue)))
			.hasMessageContaining("user_id: is missing in the event");
	}

	@Test
	void leavesThePlaceOfEachReceiverInAMailing() {
		Catalogue catalogue = catalogue(
				"{name: a.pdf, url: 'http://files/own/{user_id}', type: application/pdf}, " + LISTED);
		Event event = event(Map.of("attachments", List.of(file("b.pdf"))));

		List<Attachment> files = TestAttachments.of(catalogue, "files").ofMailing(event, sources(catalogue));

		assertThat(files).extracting(Attachment::url)
			.containsExactly("http://files/own/{user_id}", "http://files/public/b.pdf");
		assertThat(files).extracting(Attachment::shared).containsExactly(false, true);
		assertThat(TestAttachments.of(catalogue, "files").ofMailing(event, List.of())).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					attachments[0].url: no service of that name | {name: a.pdf, url: "http://evil/a", type: application/pdf}
					attachments[0].type: has to be of           | {name: a.pdf, url: "http://files/public/a", type: text/html}
					attachments[0].content-id: has to be        | {name: a.png, url: "http://files/public/a", type: image/png, content-id: "<a>"}
					attachments[0].name: has to be              | {name: a/b, url: "http://files/public/a", type: image/png}
					""")
	void stopsAtWhatNoEventCouldMend(String fault, String file) {
		assertThatThrownBy(() -> TestAttachments.of(catalogue(file), "files"))
			.hasMessageContaining("cinema.catalogue.events.fell_asleep.notices.snore." + fault);
	}

	private static Map<String, Object> poster(String name) {
		Map<String, Object> poster = new HashMap<>(
				Map.of("url", "http://files/public/poster.png", "type", "image/png", "content_id", "poster"));
		poster.put("name", name);
		return poster;
	}

	private static Map<String, Object> file(String name) {
		return Map.of("name", name, "url", "http://files/public/" + name, "type", "application/pdf");
	}

	private static Event event(Map<String, Object> details) {
		return new Event("fell_asleep", "e-1", null, Instant.EPOCH, details);
	}

	private static List<AttachmentSource> sources(Catalogue catalogue) {
		return catalogue.find("fell_asleep").orElseThrow().notices().get("snore").attachments();
	}

	private static Catalogue catalogue(String files) {
		return Catalogues.of("""
				cinema.catalogue.events.fell_asleep.notices.snore:
				  {topic: a, template: b, channels: [email], time-to-live: 1d, attachments: [%s]}
				""".formatted(files));
	}

}
