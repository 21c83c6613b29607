package cinema.orchestrator.admin.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import cinema.orchestrator.admin.SayingTexts;
import cinema.platform.problem.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.LinkedMultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScheduleFormTests {

	private static final ObjectNode NOTHING = JsonMapper.shared().createObjectNode();

	@Test
	void ordersDaysAndAnHourOfAZone() {
		ObjectNode order = form(Map.of("zone", "Asia/Omsk", "time", "19:05", "title", "Friday films")).order(NOTHING);

		assertThat(order.path("cron").asString()).isEqualTo("5 19 * * TUE,FRI");
		assertThat(order.path("zone").asString()).isEqualTo("Asia/Omsk");
		assertThat(order.at("/mailing/template_context/title").asString()).isEqualTo("Friday films");
		assertThat(order.has("local_time")).isFalse();
	}

	@Test
	void firesForEachReceiversOwnHourWhereTheDayBeginsFirst() {
		ObjectNode order = form(Map.of("zone", "receivers", "time", "19:05")).order(NOTHING);

		assertThat(order.path("cron").asString()).isEqualTo("0 0 * * TUE,FRI");
		assertThat(order.path("zone").asString()).isEqualTo("Pacific/Kiritimati");
		assertThat(order.path("local_time").asString()).isEqualTo("19:05");
	}

	@ParameterizedTest
	@CsvSource({ "time,soon", "values,[1]", "values,{" })
	void saysWhatIsWrong(String field, String value) {
		assertThatThrownBy(() -> form(Map.of(field, value)).order(NOTHING)).isInstanceOf(RefusedException.class);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"cron": "5 19 * * TUE,5", "zone": "Asia/Omsk"}                  | Tuesday, Friday at 19:05, Asia/Omsk
					{"cron": "0 0 * * *", "local_time": "19:30"}                     | Every day at 19:30 by each receiver's clock
					{"cron": "*/5 9-17 1 * *", "zone": "UTC"}                        | */5 9-17 1 * *, UTC
					""")
	void saysInWordsWhenItFires(String definition, String words) {
		assertThat(new ScheduleWords(SayingTexts.all(), Locale.ENGLISH).of(JsonMapper.shared().readTree(definition)))
			.isEqualTo(words);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{'id':'a','cron':'5 19 * * TUE,FRI','zone':'Asia/Omsk','overlap':'allow_all','catch_up':'2 hours','until':'2030-01-01T00:00:00Z','mailing':{'receivers':'http://auth/x','template':'new_movies','expires_in':'1 day','rate':5,'template_context':{'movies':[],'title':'Films'}}}",
			"{'id':'b','cron':'0 0 * * *','zone':'Pacific/Kiritimati','local_time':'19:30','overlap':'skip','catch_up':'1 hour','mailing':{'receivers':'http://auth/x','template':'email/other.md@3','template_context':{'title':'Films'}}}",
			"{'id':'c','cron':'0 10 1 * *','zone':'UTC','overlap':'skip','catch_up':'1 hour','mailing':{'receivers':'http://auth/x','template':'new_movies','template_context':{}}}" })
	void changesNothingThatNobodyTouched(String ordered) {
		ObjectNode definition = (ObjectNode) JsonMapper.shared().readTree(ordered.replace('\'', '"'));

		ScheduleForm form = ScheduleReading.of(definition, definition.path("cron").asString()).orElseThrow();

		assertThat(form.order(definition)).isEqualTo(definition);
	}

	@Test
	void leavesToRestWhatTheFormCannotSay() {
		assertThat(ScheduleReading.of(
				JsonMapper.shared().readTree("{\"local_time\": \"10:00\", \"zone\": \"UTC\", \"mailing\": {}}"),
				"0 3 * * *"))
			.isEmpty();
	}

	private static ScheduleForm form(Map<String, String> fields) {
		LinkedMultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		Map.of("id", "films", "template", "new_movies", "time", "10:00", "zone", "UTC").forEach(form::add);
		form.put("days", List.of("TUE", "FRI", "x"));
		fields.forEach(form::set);
		return ScheduleForm.of(form);
	}

}
