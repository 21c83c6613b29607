package cinema.dev.mailbox;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import cinema.dev.letter.StoredLetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What scripts can do with the mailbox. */
class MailboxApiTests {

	@RegisterExtension
	private final RunningMailbox mailbox = new RunningMailbox();

	@Test
	void listsTheNewestFirstPageByPage() throws Exception {
		for (int i = 1; i <= 5; i++) {
			this.mailbox.deliver("Анна <ann@example.com>", "letter " + i, "text " + i);
		}
		JsonNode page = this.mailbox.get("/api/v1/messages?start=1&limit=2");

		assertThat(page.path("messages").valueStream().map((one) -> one.path("Subject").asString()))
			.containsExactly("letter 4", "letter 3");
		assertThat(page.path("messages").path(0).path("To").path(0).path("Name").asString()).isEqualTo("Анна");
		assertThat(page.path("messages_count").asInt()).isEqualTo(5);
		assertThat(page.path("unread").asInt()).isEqualTo(5);
	}

	@Test
	void keepsAHeadingApartFromWhatFollowsIt() throws Exception {
		this.mailbox.deliver("ann@example.com", "one", "One click to go\n\nHello John,\n\nconfirm it.\n\nCinema\n\n");

		assertThat(this.mailbox.get("/api/v1/messages").at("/messages/0/Snippet").asString())
			.isEqualTo("One click to go · Hello John, confirm it. Cinema");
	}

	@Test
	void cutsNoCharacterInTwo() throws Exception {
		this.mailbox.deliver("ann@example.com", "one", "x" + "🎬".repeat(250));

		String snippet = this.mailbox.get("/api/v1/messages").path("messages").path(0).path("Snippet").asString();
		assertThat(snippet).isEqualTo("x" + "🎬".repeat(199));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			stalker | 1 2
			STALKER films | 1
			"new films" | 1
			films new | 1
			to:ann | 1 2
			to:"Анна Ли" | 1
			from:cinema | 1 2 3
			subject:"Новые" | 3
			-stalker | 3
			to:ann !subject:code | 1
			is:unread | 1 3
			is:read to:ann | 2
			is:asleep | ``
			nobody | ``
			a.*b | ``
			"open quote | ``
			`` | 1 2 3
			""")
	void findsWhatMailpitWouldFind(String query, String found) throws Exception {
		this.mailbox.deliver("Анна Ли <ann@example.com>", "new films", "1 Stalker");
		this.mailbox.deliver("ann@example.com", "code", "2 stalker");
		this.mailbox.deliverHtml("bob@example.com", "Новые серии", "<style>stalker</style><p>3</p>");
		this.mailbox.get("/api/v1/message/000000000002");

		JsonNode list = this.mailbox.get("/api/v1/search?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));

		assertThat(list.path("messages")
			.valueStream()
			.map((one) -> one.path("ID").asString().replaceAll("^0+", ""))
			.sorted()).containsExactlyElementsOf(found.isEmpty() ? List.of() : List.of(found.split(" ")));
		assertThat(list.path("total").asInt()).isEqualTo(3);
	}

	@Test
	void countsALetterAsReadWhenItWasOpenedAndRemembersIt() throws Exception {
		this.mailbox.deliver("ann@example.com", "one", "text");
		this.mailbox.deliver("ann@example.com", "two", "text");
		assertThat(this.mailbox.get("/api/v1/message/latest").path("Subject").asString()).isEqualTo("two");
		this.mailbox.restart();

		JsonNode list = this.mailbox.get("/api/v1/messages");
		assertThat(list.path("messages").valueStream().map((one) -> one.path("Read").asBoolean())).containsExactly(true,
				false);
		assertThat(list.path("unread").asInt()).isEqualTo(1);

		this.mailbox.ask("PUT", "/api/v1/messages", "{\"IDs\":[\"000000000002\"],\"Read\":false}");
		assertThat(this.mailbox.get("/api/v1/messages").path("unread").asInt()).isEqualTo(2);
		this.mailbox.ask("PUT", "/api/v1/messages", "{\"Read\":true}");
		assertThat(this.mailbox.get("/api/v1/messages").path("unread").asInt()).isZero();
	}

	@Test
	void deletesSomeThoseFoundAndAll() throws Exception {
		for (String who : List.of("ann", "bob", "eve", "joe")) {
			this.mailbox.deliver(who + "@example.com", who, "text");
		}
		assertThat(this.mailbox.ask("DELETE", "/api/v1/messages", "{\"ids\":[\"000000000001\"]}").statusCode())
			.isEqualTo(400);
		assertThat(this.mailbox.ask("DELETE", "/api/v1/messages", "{").statusCode()).isEqualTo(400);
		this.mailbox.ask("DELETE", "/api/v1/messages", "{\"IDs\":[\"000000000001\",\"../x\"]}");
		assertThat(subjects()).containsExactly("joe", "eve", "bob");
		this.mailbox.ask("DELETE", "/api/v1/search?query=to%3Abob", "");
		assertThat(subjects()).containsExactly("joe", "eve");
		this.mailbox.ask("DELETE", "/api/v1/messages", "");
		assertThat(subjects()).isEmpty();
		assertThat(this.mailbox.folder()).isDirectoryNotContaining("glob:**.eml");
	}

	@Test
	void saysNothingAgainWhileNothingHasChanged() throws Exception {
		String version = this.mailbox.ask("GET", "/api/v1/messages", "").headers().firstValue("ETag").orElseThrow();
		assertThat(this.mailbox.ask("GET", "/api/v1/messages", "", "If-None-Match", version).statusCode())
			.isEqualTo(304);
		this.mailbox.deliver("ann@example.com", "one", "text");
		assertThat(this.mailbox.ask("GET", "/api/v1/messages", "", "If-None-Match", version).statusCode())
			.isEqualTo(200);
	}

	@Test
	void givesTheMessageAsItCame() throws Exception {
		this.mailbox.deliver("ann@example.com", "Тема", "text");
		HttpResponse<String> raw = this.mailbox.ask("GET", "/api/v1/message/000000000001/raw", "");

		assertThat(raw.body()).contains("Subject: Тема\r\n");
		assertThat(raw.headers().firstValue("Content-Disposition"))
			.contains("attachment; filename=\"000000000001.eml\"");
		assertThat(this.mailbox.get("/api/v1/message/000000000001/headers").path("Subject").path(0).asString())
			.isEqualTo("Тема");
		assertThat(this.mailbox.ask("HEAD", "/api/v1/message/000000000001/raw", "").statusCode()).isEqualTo(200);
		assertThat(this.mailbox.ask("GET", "/api/v1/message/7", "").statusCode()).isEqualTo(404);
		assertThat(this.mailbox.ask("GET", "/letter/7", "").statusCode()).isEqualTo(404);
		assertThat(this.mailbox.ask("POST", "/api/v1/messages", "").statusCode()).isEqualTo(405);
		assertThat(this.mailbox.ask("GET", "/api/v1/messages?start=x", "").statusCode()).isEqualTo(400);
	}

	@Test
	void staysQuickWithThousandsOfLetters() throws Exception {
		for (int i = 0; i < 3000; i++) {
			this.mailbox.mailbox()
				.keep("no-reply@cinema.example",
						("To: p" + i + "@example.com\r\nSubject: s" + i + "\r\n\r\n" + "Привет, Анна. ".repeat(100))
							.getBytes(StandardCharsets.UTF_8));
		}
		long start = System.nanoTime();
		for (int i = 0; i < 10; i++) {
			assertThat(this.mailbox.get("/api/v1/search?query=to%3Ap2999@+%D0%90%D0%BD%D0%BD%D0%B0")
				.path("messages_count")
				.asInt()).isEqualTo(1);
			assertThat(this.mailbox.get("/api/v1/search?query=nowhere").path("messages_count").asInt()).isZero();
		}
		System.out.printf("a search among 3,000 letters takes %d ms%n", (System.nanoTime() - start) / 20_000_000);
		assertThat(this.mailbox.get("/api/v1/messages?start=2950&limit=200").path("count").asInt()).isEqualTo(50);
	}

	private List<String> subjects() {
		return this.mailbox.mailbox().letters().stream().map(StoredLetter::subject).toList();
	}

}
