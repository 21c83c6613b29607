package cinema.worker.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PushProofsTests {

	private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

	private static final String KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";

	private static final String ID = "4f6c1e0a-7a0e-4d7c-9a41-0f6f1c0d7e11";

	@Test
	void knowsWhatWasClickedUntilItIsTooLate() {
		String proof = at(NOW, KEY).ofClick(posting());
		assertThat(at(NOW.plus(Duration.ofDays(7)), KEY).clicked(proof)).contains(UUID.fromString(ID));
		assertThat(at(NOW.plus(Duration.ofDays(7)).plusSeconds(3601), KEY).clicked(proof)).isEmpty();
	}

	@Test
	void believesNoOtherKeyAndNoneWhereThereIsNone() {
		String proof = at(NOW, KEY).ofClick(posting());
		assertThat(at(NOW, KEY.replace('y', 'z')).clicked(proof)).isEmpty();
		assertThat(at(NOW, "").clicked(proof)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "..", "null", ID, ID + ".99999999999.", ID + ".x.y", "a.b.c.d" })
	void refusesWhatItDidNotSay(String proof) {
		assertThat(at(NOW, KEY).clicked(proof)).isEmpty();
	}

	@Test
	void tellsAClickFromABrowser() {
		PushProofs proofs = at(NOW, KEY);
		UUID id = UUID.fromString(ID);
		assertThat(proofs.isOf(id, proofs.ofBrowser(id))).isTrue();
		assertThat(proofs.isOf(UUID.randomUUID(), proofs.ofBrowser(id))).isFalse();
		assertThat(proofs.isOf(id, proofs.ofClick(posting()).split("\\.")[2])).isFalse();
	}

	private static Posting posting() {
		return new Posting(ID, "event/new_episode/1", "1", "new_episode_push", "new_episodes", Channel.PUSH,
				Urgency.NORMAL, new PostingReceiver("a", "a", "Ann", "Europe/Moscow", "en"), "s", "<p>t</p>", "t",
				Map.of(), NOW.plusSeconds(3600), null, 1);
	}

	private static PushProofs at(Instant now, String key) {
		PushProperties properties = new PushProperties("", key, "mailto:push@cinema.example", List.of(), false,
				Duration.ofSeconds(1), 5, 10, Duration.ofDays(180));
		return new PushProofs(properties, Clock.fixed(now, ZoneOffset.UTC));
	}

}
