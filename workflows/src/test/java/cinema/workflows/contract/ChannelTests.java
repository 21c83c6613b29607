package cinema.workflows.contract;

import cinema.workflows.contract.Channel.Form;
import cinema.workflows.contract.Channel.Reach;
import cinema.workflows.contract.Channel.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What every place that a letter passes knows of its channel. */
class ChannelTests {

	@ParameterizedTest
	@EnumSource
	void isFoundByItsWordAndNoOther(Channel channel) {
		assertThat(Channel.named(channel.toString())).contains(channel);
		assertThat(Channel.named(channel.name())).isEmpty();
		assertThat(channel.toString()).matches(Channel.pattern());
	}

	@Test
	void namesAllForPeople() {
		assertThat(Channel.words()).isEqualTo("email, sms, web or push");
		assertThat(Channel.pattern()).isEqualTo("email|sms|web|push");
	}

	@Test
	void saysWhatALetterConsistsOf() {
		assertThat(Channel.EMAIL.form()).isEqualTo(Form.LETTER);
		assertThat(Channel.EMAIL.form().hasSubject()).isTrue();
		assertThat(Channel.SMS.form().hasSubject()).isFalse();
		assertThat(Channel.SMS.form().ending()).isEqualTo("txt");
		assertThat(Channel.SMS.form().longest()).isEqualTo(1600);
	}

	@Test
	void asksOfATelephoneMoreThanOfAMailbox() {
		assertThat(Channel.SMS.has(Trait.ASKED)).isTrue();
		assertThat(Channel.EMAIL.has(Trait.ASKED)).isFalse();
		assertThat(Channel.SMS.has(Trait.RETURNS)).isTrue();
		assertThat(Channel.WEB.has(Trait.RETURNS)).isFalse();
		assertThat(Channel.EMAIL.has(Trait.LISTED)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+79161234567", "+12025550123", "+4420794609", "+6799123" })
	void takesNumbersWithTheirCountry(String number) {
		assertThat(Reach.NUMBER.isPossible(number)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "89161234567", "79161234567", "+7 916 123 45 67", "+0123456789", "+1234567890123456",
			"+123", "+7916123456a", "+٧٩١٦١٢٣٤٥٦", "+79161234567\n", "", "ann@example.com" })
	void takesNothingElseForANumber(String number) {
		assertThat(Reach.NUMBER.isPossible(number)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "+79161234567,+7", "+12025550123,+1", "+442079460958,+44", "+375291234567,+375", "+35312345678,+353",
			"89161234567,", "44,", "'',", })
	void knowsTheCountryOfANumber(String number, String code) {
		assertThat(Reach.NUMBER.domain((number != null) ? number : "").orElse(null)).isEqualTo(code);
	}

	@Test
	void knowsWhereAMailboxBelongs() {
		assertThat(Reach.MAILBOX.domain("Ann@Example.COM")).contains("example.com");
		assertThat(Reach.MAILBOX.domain("ann")).isEmpty();
		assertThat(Reach.USER.domain("1f0e8a7a@x")).isEmpty();
		assertThat(Reach.MAILBOX.isPossible("ann@example..com")).isFalse();
		assertThat(Reach.USER.isPossible("1f0e8a7a-2f0f-4b5f-8f87-93a9a2ce4a10")).isTrue();
		assertThat(Reach.USER.isPossible("two words")).isFalse();
	}

}
