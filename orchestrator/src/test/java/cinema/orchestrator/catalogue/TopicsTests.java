package cinema.orchestrator.catalogue;

import java.util.List;

import cinema.orchestrator.catalogue.TopicController.DeclaredTopic;
import cinema.workflows.plan.Rhythm;
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
	void collectsOnlyWhatIsDeclaredSo() {
		Topics topics = Catalogues.of("""
				cinema.catalogue.topics:
				  b: {title: {en: B}, rhythms: [at-once, daily, weekly]}
				  c: {title: {en: C}, rhythms: [weekly, daily]}
				""").topics();

		assertThat(topics.rhythm("a", Rhythm.DAILY)).isEqualTo(Rhythm.AT_ONCE);
		assertThat(topics.rhythm("gone", Rhythm.DAILY)).isEqualTo(Rhythm.AT_ONCE);
		assertThat(topics.rhythm("b", null)).isEqualTo(Rhythm.AT_ONCE);
		assertThat(topics.rhythm("b", Rhythm.WEEKLY)).isEqualTo(Rhythm.WEEKLY);
		assertThat(topics.rhythm("c", null)).isEqualTo(Rhythm.WEEKLY);
		assertThat(topics.rhythm("c", Rhythm.AT_ONCE)).as("no choice that it has").isEqualTo(Rhythm.WEEKLY);
	}

	@Test
	void tellsWhatPeopleCanChoose() {
		Catalogue catalogue = Catalogues.of("""
				cinema.catalogue.topics:
				  b: {title: {en: B}, rhythms: [at-once, daily, weekly]}
				  c: {title: {en: C}, by-default: false, double-opt-in: true}
				""");

		List<DeclaredTopic> topics = new TopicController(catalogue).topics().items();

		assertThat(topics).extracting(DeclaredTopic::rhythms)
			.containsExactly(List.of(), List.of("at_once", "daily", "weekly"), List.of());
		assertThat(topics).extracting(DeclaredTopic::doubleOptIn).containsExactly(false, false, true);
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
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					cinema.catalogue.topics.b.title.en   | {topics: {b: {required: true}}}
					cinema.catalogue.topics.b.title.en   | {topics: {b: {title: {ru: B}}}}
					cinema.catalogue.topics.New          | {topics: {New: {title: {en: B}}}}
					cinema.catalogue.default-topic       | {default-topic: b}
					cinema.catalogue.topics.b.rhythms    | {topics: {b: {title: {en: B}, rhythms: [daily, daily]}}}
					cinema.catalogue.topics.b.rhythms    | {topics: {b: {title: {en: B}, rhythms: [daily], required: true}}}
					cinema.catalogue.topics.b.double     | {topics: {b: {title: {en: B}, double-opt-in: true}}}
					cinema.catalogue.topics.b.double     | {topics: {b: {title: {en: B}, double-opt-in: true, by-default: false, required: true}}}
					cinema.catalogue.default-topic       | {default-topic: b, topics: {b: {required: true, title: {en: B}}}}
					""")
	void stopsAtAnImpossibleTopicAndNamesIt(String setting, String catalogue) {
		assertThatThrownBy(() -> Catalogues.of("cinema: {catalogue: " + catalogue + "}")).hasMessageContaining(setting);
	}

}
