package cinema.worker.sms;

import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** To which countries messages go. */
class SmsPropertiesTests {

	@ParameterizedTest
	@CsvSource({ "+12025550123,true", "+12425550123,false", "+12427550123,true", "+79161234567,true",
			"+77011234567,false", "+447700900123,true", "+449098790000,false", "+358401234567,true",
			"+33612345678,false" })
	void followsTheLongestCodeThatFits(String number, boolean goes) {
		assertThat(with("1", "-1242", "1242755", "7", "-77", "44", "-449", "358").reaches(number)).isEqualTo(goes);
	}

	@ParameterizedTest
	@ValueSource(strings = { "4", "3", "35", "83", "0", "+7", "--7", "7a", "" })
	void refusesWhatIsNoCallingCode(String code) {
		assertThatIllegalArgumentException().isThrownBy(() -> with(code)).withMessageContaining("cinema.sms.countries");
	}

	@Test
	void needsSomewhereToSendMessagesTo() {
		assertThatIllegalArgumentException().isThrownBy(() -> with("-1242"))
			.withMessageContaining("cinema.sms.countries");
	}

	@Test
	void hasTheOldSettingsAsOneProvider() {
		assertThat(with("7").all()).containsOnlyKeys("default");
		assertThat(with("7").all().get("default").takes(Urgency.BULK)).isTrue();
	}

	@Test
	void namesWhatIsWrongWithAProvider() {
		refuses(Map.of("One!", SmsSettings.provider(1)), "cinema.sms.providers.One!");
		refuses(Map.of("one", SmsSettings.provider(1, Set.of(), List.of("4"), 0)),
				"cinema.sms.providers.one.countries");
		refuses(Map.of("one", SmsSettings.provider(1, Set.of(Urgency.URGENT), List.of(), 0)),
				"cinema.sms.providers has to be one with a weight that serves normal");
		refuses(Map.of("one", SmsSettings.provider(-1)), "cinema.sms.providers.one.weight");
		refuses(Map.of("one", provider(SmsSettings.NO_SMPP, SmsSettings.NO_HTTP, 0)), "cinema.sms.providers.one");
		refuses(Map.of("one", provider(SmsSettings.smpp("there"), SmsSettings.http("http://there/"), 0)),
				"cinema.sms.providers.one");
		refuses(Map.of("one", provider(SmsSettings.NO_SMPP, SmsSettings.http("there"), 0)),
				"cinema.sms.providers.one.http.url");
		refuses(Map.of("one", provider(SmsSettings.smpp("there"), SmsSettings.NO_HTTP, 7)),
				"cinema.sms.providers.one.per-day");
		assertThatIllegalArgumentException().isThrownBy(() -> SmsSettings.properties(10, List.of("7"),
				SmsSettings.smpp("there"), SmsSettings.NO_HTTP, Map.of("one", SmsSettings.provider(1))))
			.withMessageContaining("cinema.sms.smpp.host");
	}

	private static SmsProviderProperties provider(SmsProperties.Smpp smpp, SmsProperties.Http http, int perDay) {
		return new SmsProviderProperties(smpp, http, null, 1, Set.of(), List.of(), null, 0, perDay);
	}

	private static void refuses(Map<String, SmsProviderProperties> providers, String setting) {
		assertThatIllegalArgumentException().isThrownBy(() -> SmsSettings.properties(providers))
			.withMessageContaining(setting);
	}

	private static SmsProperties with(String... countries) {
		return SmsSettings.properties(10, countries);
	}

}
