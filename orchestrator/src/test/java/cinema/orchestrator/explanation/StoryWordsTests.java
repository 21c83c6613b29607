package cinema.orchestrator.explanation;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.ResourceBundle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StoryWordsTests {

	private static final Locale RUSSIAN = Locale.forLanguageTag("ru-RU");

	private final StoryWords english = new StoryWords(Locale.GERMANY);

	private final StoryWords russian = new StoryWords(RUSSIAN);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
							opted out of new_movies | they opted out of the topic new_movies | человек отказался от темы new_movies
							held until 08:00 Europe/Moscow | held until 08:00 Europe/Moscow | отложено до 08:00 Europe/Moscow
							held until 09:00 Asia/Tokyo, moved by user 1 | held until 09:00 Asia/Tokyo, moved by user 1 | отложено до 09:00 Asia/Tokyo, перенёс user 1
							cap: 3 letters of class news in 24 hours | they may have at most 3 letters of the class news within 24 h | писем класса news человеку положено не больше 3 за 24 ч
							cap: 1 letter of class news in 7 days, asked 20 times | they may have at most 1 letters of the class news within 7 d; there was no place in 20 tries | писем класса news человеку положено не больше 1 за 7 д; места не нашлось за 20 попыток
							held until 28 Nov 09:00 Europe/Moscow, cap: 3 letters of class news in 90 minutes | held until 28 Nov 09:00 Europe/Moscow, since they may have at most 3 letters of the class news within 1 h 30 min | отложено до 28 Nov 09:00 Europe/Moscow, так как писем класса news человеку положено не больше 3 за 1 ч 30 мин
							held until 09:00 UTC, cap: 3 letters of class a in 1 hour, but its deadline is 2026-11-27T05:00:00Z | held until 09:00 UTC, since they may have at most 3 letters of the class a within 1 h, but it was worth something only until 27 Nov 2026, 08:00 Europe/Moscow | отложено до 09:00 UTC, так как писем класса a человеку положено не больше 3 за 1 ч, но имело смысл только до 27 нояб. 2026, 08:00 Europe/Moscow
							held until 12:10 Europe/Moscow, unless it is seen on web | held until 12:10 Europe/Moscow, unless they see it on web before | отложено до 12:10 Europe/Moscow, если до того этого не увидят в канале web
							held: paused until 09:00 UTC, unless it is seen on web, but its deadline is 2026-11-27T05:00:00Z | held: paused until 09:00 UTC, as they wish, unless they see it on web before, but it was worth something only until 27 Nov 2026, 08:00 Europe/Moscow | отложено: пауза, о которой человек попросил, до 09:00 UTC, если до того этого не увидят в канале web, но имело смысл только до 27 нояб. 2026, 08:00 Europe/Moscow
							its turn comes at 2026-11-27T06:00:00Z, and its deadline is 2026-11-27T05:00:00Z | its turn comes at 27 Nov 2026, 09:00 Europe/Moscow, but it was worth something only until 27 Nov 2026, 08:00 Europe/Moscow | черёд настаёт 27 нояб. 2026, 09:00 Europe/Moscow, но имело смысл только до 27 нояб. 2026, 08:00 Europe/Moscow
							seen on web | they had seen it on web already | человек уже увидел это в канале web
							its deadline was 2026-11-27T05:00:00Z | its time was over at 27 Nov 2026, 08:00 Europe/Moscow | срок прошёл 27 нояб. 2026, 08:00 Europe/Moscow
							cancelled by user 1: by mistake | cancelled by user 1: by mistake | отменил user 1: by mistake
							email: 550 5.1.1 no such user | there is no such mailbox (550 5.1.1 no such user) | такого ящика нет (550 5.1.1 no such user)
							452 4.2.2 over quota | the mailbox is full (452 4.2.2 over quota) | ящик переполнен (452 4.2.2 over quota)
							451 try later, until its deadline | the server asks to come again later (451 try later); so it went on until its time was over | сервер просит прийти позже (451 try later); так продолжалось, пока не прошёл срок
							suppressed: hard bounce 5.1.1 | their address or number takes no letters, earlier ones came back 5.1.1 | адрес или номер не принимает писем и сообщений: прежние не дошли 5.1.1
							suppressed: complaint | they reported an earlier letter as spam | получатель пожаловался на прежнее письмо как на спам
							5.1.1 bounced: 550 nobody | it came back, 5.1.1 550 nobody | письмо вернулось, 5.1.1 550 nobody
							bounced: no mailbox here | it came back, no mailbox here | письмо вернулось, no mailbox here
							250 2.0.0 queued as 7 | 250 2.0.0 queued as 7 | 250 2.0.0 queued as 7
							paused by user 1; trouble of ours: 421 busy | paused by user 1; besides, there is trouble of ours: 421 busy | остановил user 1; кроме того, у нас неполадка: 421 busy
					nobody ever said so | nobody ever said so | nobody ever said so
							""")
	void saysReasonsInBothLanguages(String reason, String inEnglish, String inRussian) {
		assertThat(this.english.reason(reason, "Europe/Moscow")).isEqualTo(inEnglish);
		assertThat(this.russian.reason(reason, "Europe/Moscow")).isEqualTo(inRussian);
	}

	@Test
	void saysWhenNobodySaidWhy() {
		assertThat(this.english.reason(null, null)).isEqualTo("nobody said why");
	}

	@Test
	void tellsMomentsByTheClockOfTheReceiver() {
		Instant at = Instant.parse("2026-11-27T21:30:00Z");
		assertThat(this.english.moment(at, "Asia/Kathmandu")).isEqualTo("28 Nov 2026, 03:15 Asia/Kathmandu");
		assertThat(this.english.moment(at, null)).isEqualTo("27 Nov 2026, 21:30 UTC");
		assertThat(this.english.moment(at, "Mars/Base")).isEqualTo("27 Nov 2026, 21:30 UTC");
	}

	@Test
	void tellsHowLongItTook() {
		assertThat(this.english.span(Duration.ofMinutes(12))).isEqualTo("12 min");
		assertThat(this.russian.span(Duration.ofMinutes(615))).isEqualTo("10 ч 15 мин");
		assertThat(this.russian.span(Duration.ofHours(48))).isEqualTo("2 д");
		assertThat(this.english.span(Duration.ofHours(24))).isEqualTo("24 h");
		assertThat(this.english.span(Duration.ofHours(75))).isEqualTo("3 d 3 h");
	}

	@Test
	void hasEveryWordInBothLanguages() {
		ResourceBundle words = ResourceBundle.getBundle("explanation.words", Locale.ROOT);
		ResourceBundle translated = ResourceBundle.getBundle("explanation.words", RUSSIAN);
		assertThat(words.keySet()).isNotEmpty()
			.allSatisfy((key) -> assertThat(translated.getString(key)).as(key).matches("(?s).*[а-яё].*|\\{0\\} .*"));
		for (Verdict verdict : Verdict.values()) {
			assertThat(words.containsKey("headline." + verdict)).as(verdict.name()).isTrue();
		}
	}

}
