package cinema.orchestrator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether schemas and requests agree on how things are spelt. */
@IntegrationTest
class AgreementIntegrationTests {

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private static final String MAILING = """
			{"receivers": "http://auth/api/v1/users/", "template": "email/new_movies.md",
			 "template_context": {"title": "Friday", "movies": []}}""";

	@LocalServerPort
	private int port;

	private JsonNode document;

	@BeforeEach
	void read() throws Exception {
		this.document = JsonMapper.shared()
			.readTree(HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/v3/api-docs")).build(),
						BodyHandlers.ofString())
				.body());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			urgency       | "URGENT"
			urgency       | " urgent"
			quiet_hours   | "Hold"
			delivery_type | "EMAIL"
			delivery_type | ["email", "SMS"]
			template      | " email/new_movies.md"
			template      | "fax/new_movies.md"
			topic         | "new_movies "
			receivers     | " http://auth/api/v1/users/"
			send_at       | " 2100-01-01T00:00:00Z"
			rate          | "0"
			rate          | "5d"
			id            | ".."
			expires_in    | 31622401
			expires_in    | "soon"
			expires_in    | " 2 days"
			expires_in    | "2 fortnights"
			expires_in    | "1:30"
			attachments   | "a.pdf"
			""")
	void refusesAMailingThatIsSpeltOtherwise(String field, String value) throws Exception {
		ObjectNode order = with(MAILING, field, value);

		JsonNode refused = post("/api/v1/mailings", order.toString(), 400);

		assertThat(refused.at("/errors/0/field").asString()).isEqualTo(field);
		assertThat(fits("MailingOrder", order)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					urgency       | "urgent"
					delivery_type | "email"
					expires_in    | 1e3
					expires_in    | 0.5
					expires_in    | "90"
					expires_in    | "1 Day, 12 hours"
					expires_in    | "1h30m"
					expires_in    | "-PT2.5S"
					rate          | "12.5"
					send_at       | "2100-01-01 00:00"
					attachments   | [{"name": "a.pdf", "url": "http://files/own/{user_id}", "type": "application/pdf", "sha256": null}]
					""")
	void takesAMailingThatIsSpeltAsDescribed(String field, String value) throws Exception {
		ObjectNode order = with(MAILING, field, value);

		post("/api/v1/mailings", order.toString(), 202);

		assertThat(fits("MailingOrder", order)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			overlap    | "SKIP"                          | overlap
			id         | " a"                            | id
			cron       | "0 10 * * 5 "                   | cron
			cron       | null                            | cron
			calendar   | {"hour": 10}                    | cron
			catch_up   | "1 hour "                       | catch_up
			zone       | " Europe/Moscow"                | zone
			local_time | "19:30:15.5"                    | local_time
			mailing    | {"id": "a"}                     | mailing.id
			mailing    | {"template": "a", "receivers": "http://auth/", "urgency": "URGENT"} | mailing.urgency
			mailing    | {"template": "new_movies", "receivers": "http://auth/", "topics": "films"} | mailing.topics
			tone       | "UTC"                           | tone
			""")
	void refusesAScheduleThatIsSpeltOtherwise(String field, String value, String wrong) throws Exception {
		ObjectNode order = with("{\"id\": \"a\", \"cron\": \"0 10 * * 5\", \"mailing\": " + MAILING + "}", field,
				value);

		JsonNode refused = post("/api/v1/mailing-schedules", order.toString(), 400);

		assertThat(refused.at("/errors/0/field").asString()).isEqualTo(wrong);
		assertThat(fits("MailingScheduleOrder", order)).isFalse();
	}

	@Test
	void refusesACronThatDoesNotEnd() throws Exception {
		ObjectNode order = with("{\"id\": \"a\", \"mailing\": " + MAILING + "}", "cron",
				'"' + "1,".repeat(50_000) + "1 * * * *\"");

		JsonNode refused = post("/api/v1/mailing-schedules", order.toString(), 400);

		assertThat(refused.at("/errors/0/field").asString()).isEqualTo("cron");
		assertThat(fits("MailingScheduleOrder", order)).isFalse();
	}

	@Test
	void knowsTheTemplatesOfMailingsAndOfSchedulesAlike() throws Exception {
		ObjectNode mailing = with(MAILING, "template", "\"email/none.md\"");
		ObjectNode schedule = with("{\"id\": \"a\", \"cron\": \"0 10 * * 5\"}", "mailing", mailing.toString());

		JsonNode once = post("/api/v1/mailings", mailing.toString(), 400);
		JsonNode often = post("/api/v1/mailing-schedules", schedule.toString(), 400);

		assertThat(once.at("/errors/0/field").asString()).isEqualTo("template");
		assertThat(often.at("/errors/0/field").asString()).isEqualTo("mailing.template");
		assertThat(often.at("/errors/0/reason").asString()).isEqualTo("there is no template email/none")
			.isEqualTo(once.at("/errors/0/reason").asString());
		assertThat(often.path("detail").asString()).isEqualTo("mailing.template: there is no template email/none");
	}

	@Test
	void saysWhichFieldOfAScheduledMailingWasMeant() throws Exception {
		ObjectNode schedule = with("{\"id\": \"a\", \"cron\": \"0 10 * * 5\"}", "mailing",
				with(MAILING, "expiresIn", "\"1 day\"").toString());

		JsonNode refused = post("/api/v1/mailing-schedules", schedule.toString(), 400);

		assertThat(refused.at("/errors/0/reason").asString()).isEqualTo("is not known; did you mean expires_in?");
	}

	/** Without a server that keeps schedules it gets as far as Temporal. */
	@ParameterizedTest
	@ValueSource(strings = { "{\"hour\": 10.0}", "{\"hour\": [9, 21], \"day_of_week\": null}", "{}" })
	void takesACalendarAsDescribed(String calendar) throws Exception {
		ObjectNode order = with("{\"id\": \"a\", \"mailing\": " + MAILING + "}", "calendar", calendar);

		post("/api/v1/mailing-schedules", order.toString(), 503);

		assertThat(fits("MailingScheduleOrder", order)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "128512,200,404", "128512,201,400", "32,5,400", "7,1,400" })
	void takesAReasonOfOneLine(int character, int count, int status) throws Exception {
		String text = Character.toString(character).repeat(count);
		String body = "{\"reason\": " + JsonMapper.shared().writeValueAsString(text) + "}";

		post("/api/v1/mailings/nobodys/nobodys/cancel", body, status);

		assertThat(fits("Cancellation", JsonMapper.shared().readTree(body))).isEqualTo(status != 400);
	}

	private static ObjectNode with(String body, String field, String value) {
		ObjectNode order = (ObjectNode) JsonMapper.shared().readTree(body);
		order.set(field, JsonMapper.shared().readTree(value));
		return order;
	}

	private boolean fits(String name, JsonNode body) {
		ObjectNode schema = (ObjectNode) this.document.at("/components/schemas/" + name).deepCopy();
		schema.set("components", this.document.path("components"));
		return SCHEMAS.getSchema(schema).validate(body).isEmpty();
	}

	private JsonNode post(String path, String body, int status) throws Exception {
		var answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
				.header("Authorization", "Bearer " + IntegrationTest.MARKETING_TOKEN)
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		return JsonMapper.shared().readTree(answer.body());
	}

}
