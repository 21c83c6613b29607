package cinema.orchestrator.admin.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import cinema.orchestrator.admin.SayingTexts;
import cinema.platform.problem.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.LinkedMultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScheduleFormTests {

	@Test
	void ordersDaysAndAnHourOfAZone() {
		ObjectNode order = form(Map.of("zone", "Asia/Omsk", "time", "19:05", "title", "Friday films")).order();

		assertThat(order.path("cron").asString()).isEqualTo("5 19 * * TUE,FRI");
		assertThat(order.path("zone").asString()).isEqualTo("Asia/Omsk");
		assertThat(order.at("/mailing/template_context/title").asString()).isEqualTo("Friday films");
		assertThat(order.has("local_time")).isFalse();
	}

	@Test
	void firesForEachReceiversOwnHourWhereTheDayBeginsFirst() {
		ObjectNode order = form(Map.of("zone", "receivers", "time", "19:05")).order();

		assertThat(order.path("cron").asString()).isEqualTo("0 0 * * TUE,FRI");
		assertThat(order.path("zone").asString()).isEqualTo("Pacific/Kiritimati");
		assertThat(order.path("local_time").asString()).isEqualTo("19:05");
	}

	@ParameterizedTest
	@CsvSource({ "time,soon", "values,[1]", "values,{" })
	void saysWhatIsWrong(String field, String value) {
		assertThatThrownBy(() -> form(Map.of(field, value)).order()).isInstanceOf(RefusedException.class);
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

	private static ScheduleForm form(Map<String, String> fields) {
		LinkedMultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		Map.of("id", "films", "template", "new_movies", "time", "10:00", "zone", "UTC").forEach(form::add);
		form.put("days", List.of("TUE", "FRI", "x"));
		fields.forEach(form::set);
		return ScheduleForm.of(form);
	}

}
