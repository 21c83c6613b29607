package cinema.orchestrator.catalogue;

import java.time.Duration;

import cinema.platform.setting.RefusedSettingsException;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Capped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LetterClassesTests {

	private final LetterClasses classes = Catalogues
		.of("cinema.catalogue.caps: {offers: {letters: 3}, codes: {letters: 1, window: 7d, channels: [email, sms]}, plain: {window: 1h}}")
		.classes();

	@Test
	void capsNobodyWhereNothingIsSet() {
		LetterClasses shipped = Catalogues.real().classes();

		assertThat(shipped.haveCaps()).isFalse();
		assertThat(shipped.all()).containsOnlyKeys("default");
		assertThat(shipped.counted(null, Capped.Over.DEFER, Urgency.BULK, false)).isNull();
	}

	/** As compose gives it. */
	@Test
	void capsNobodyWhereTheNumberIsEmpty() {
		assertThat(Catalogues.of("cinema.catalogue.caps.default.letters: ''").classes().haveCaps()).isFalse();
	}

	@Test
	void capsWhatNamesNoClassByOneLine() {
		LetterClasses on = Catalogues.of("cinema.catalogue.caps.default.letters: 3").classes();

		assertThat(on.counted(null, Capped.Over.DROP, Urgency.NORMAL, false))
			.isEqualTo(new Capped("default", Capped.Over.DROP));
	}

	@Test
	void countsNeitherWhatIsUrgentNorWhatIsRequired() {
		assertThat(this.classes.counted("offers", Capped.Over.DEFER, Urgency.BULK, false)).isNotNull();
		assertThat(this.classes.counted("offers", Capped.Over.DEFER, Urgency.URGENT, false)).isNull();
		assertThat(this.classes.counted("offers", Capped.Over.DEFER, Urgency.BULK, true)).isNull();
		assertThat(this.classes.counted("plain", Capped.Over.DEFER, Urgency.BULK, false)).isNull();
	}

	@Test
	void capsTheChannelsOfTheClassAlone() {
		assertThat(this.classes.cap(new Capped("offers", Capped.Over.DEFER), Channel.EMAIL)).isPresent();
		assertThat(this.classes.cap(new Capped("offers", Capped.Over.DEFER), Channel.SMS)).isEmpty();
		assertThat(this.classes.cap(new Capped("codes", Capped.Over.DEFER), Channel.SMS)).isPresent();
		assertThat(this.classes.longestWindow()).isEqualTo(Duration.ofDays(7));
	}

	@Test
	void saysItInWords() {
		assertThat(this.classes.all().get("offers").words("offers")).isEqualTo("3 letters of class offers in 24 hours");
		assertThat(this.classes.all().get("codes").words("codes")).isEqualTo("1 letter of class codes in 7 days");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"caps.offers.letters: 0 | cinema.catalogue.caps.offers.letters is 0 and has to be 1 to 1000; leave it out for no cap",
			"caps.offers: {letters: 3, window: 10s} | cinema.catalogue.caps.offers.window is PT10S and has to be whole minutes, from PT1M to P31D",
			"caps.offers: {letters: 3, window: 40d} | cinema.catalogue.caps.offers.window is PT960H and has to be whole minutes, from PT1M to P31D",
			"caps.Offers.letters: 3 | cinema.catalogue.caps.Offers has to be called by a-z, 0-9 and _, a letter first",
			"events.e.notices.n: {topic: a, template: t, channels: [email], time-to-live: 1d, class: news} | cinema.catalogue.events.e.notices.n.class: news is not declared; declared are default by cinema.catalogue.caps" })
	void refusesToStartWithWhatIsWrong(String yaml, String fault) {
		assertThatExceptionOfType(RefusedSettingsException.class)
			.isThrownBy(() -> Catalogues.of("cinema.catalogue." + yaml))
			.withMessage(fault);
	}

}
