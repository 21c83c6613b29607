package cinema.auth.preference;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeclaredTopicsTests {

	private final TopicStub stub = new TopicStub();

	private Instant now = Instant.parse("2026-11-28T12:00:00Z");

	private final DeclaredTopics topics = new DeclaredTopics(new PreferenceProperties(URI.create(this.stub.url()),
			Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(3)),
			((InstantSource) () -> this.now).withZone(ZoneOffset.UTC));

	@AfterEach
	void close() {
		this.stub.close();
	}

	@Test
	void asksOnceAMinute() {
		assertThat(this.topics.all()).extracting(Topic::name)
			.containsExactly("account", "contests", "new_movies", "parties");
		assertThat(this.topics.all().get(2).title(Locale.forLanguageTag("ru-RU"))).isEqualTo("Новые фильмы");
		assertThat(this.topics.all().get(1).title(Locale.forLanguageTag("ru-RU"))).isEqualTo("Contests");
		assertThat(this.stub.asked).hasValue(1);

		this.stub.answer = "{\"items\": []}";
		this.now = this.now.plusSeconds(60);
		assertThat(this.topics.all()).isEmpty();
	}

	@Test
	void goesByWhatWasSaidLastWhileNobodyAnswers() {
		this.topics.all();
		this.stub.status = 503;
		this.now = this.now.plusSeconds(60);

		assertThat(this.topics.all()).hasSize(4);
		assertThat(this.topics.all()).hasSize(4);
		assertThat(this.stub.asked).hasValue(2);
		this.stub.status = 200;
		this.stub.answer = "nothing that could be read";
		this.now = this.now.plusSeconds(10);
		assertThat(this.topics.all()).hasSize(4);
		assertThat(this.stub.asked).hasValue(3);
	}

	@Test
	void knowsNoneUntilSomebodyHasAnswered() {
		this.stub.close();

		assertThat(this.topics.all()).isEmpty();
	}

}
