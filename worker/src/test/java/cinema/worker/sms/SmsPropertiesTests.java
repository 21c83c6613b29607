package cinema.worker.sms;

import java.time.Duration;
import java.util.List;

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

	private static SmsProperties with(String... countries) {
		return new SmsProperties("Cinema", List.of(countries), 4, 100, 0, 10, Duration.ofSeconds(1), 5,
				Duration.ofDays(4),
				new SmsProperties.Smpp("127.0.0.1", 2775, false, "", "", "", 1, Duration.ofSeconds(1),
						Duration.ofSeconds(1), DeliveryReport.Ids.AS_IS),
				new SmsProperties.Http(null, "Authorization", ""));
	}

}
