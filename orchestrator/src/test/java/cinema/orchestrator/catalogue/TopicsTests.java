package cinema.orchestrator.catalogue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicsTests {

	private final Topics topics = Catalogues.real().topics();

	@Test
	void hasWordsForPeopleInEveryLanguageOfTheLetters() {
		assertThat(this.topics.all()).isNotEmpty().allSatisfy((name, topic) -> {
			assertThat(topic.title()).as(name).containsOnlyKeys("en", "ru");
			assertThat(topic.about()).as(name).containsOnlyKeys("en", "ru");
		});
	}

	@Test
	void letsPeopleLeaveAllButWhatIsAboutTheirAccount() {
		assertThat(this.topics.all().keySet()).filteredOn((name) -> !this.topics.canBeLeft(name))
			.containsExactly("account");
		assertThat(this.topics.canBeLeft("gone")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", textBlock = """
			null,      new_movies,  new_movies
			null,      friday_news, news
			null,      account,     news
			reactions, new_movies,  reactions
			films,     new_movies,  films
			""")
	void findsTheTopicOfAMailing(String ordered, String template, String topic) {
		assertThat(this.topics.ofMailing(ordered, template)).isEqualTo(topic);
	}

	@Test
	void refusesAMailingOnATopicThatIsNoneOrThatNobodyCanLeave() {
		assertThat(this.topics.refusal("new_movies")).isNull();
		assertThat(this.topics.refusal("films")).startsWith("films is not declared; declared are first_steps, ");
		assertThat(this.topics.refusal("account")).startsWith("account goes to everybody");
		Topics without = Catalogues.of("cinema.catalogue.topics.b.title.en: B").topics();
		assertThat(without.refusal(without.ofMailing(null, "friday_news"))).contains("not declared");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			cinema.catalogue.topics.b.title.en   | {topics: {b: {required: true}}}
			cinema.catalogue.topics.b.title.en   | {topics: {b: {title: {ru: B}}}}
			cinema.catalogue.topics.New          | {topics: {New: {title: {en: B}}}}
			cinema.catalogue.default-topic       | {default-topic: b}
			cinema.catalogue.default-topic       | {default-topic: b, topics: {b: {required: true, title: {en: B}}}}
			""")
	void stopsAtAnImpossibleTopicAndNamesIt(String setting, String catalogue) {
		assertThatThrownBy(() -> Catalogues.of("cinema: {catalogue: " + catalogue + "}")).hasMessageContaining(setting);
	}

}
