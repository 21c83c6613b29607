package cinema.platform.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentTests {

	private Instant now = Instant.parse("2026-11-29T10:00:00Z");

	private final Recent<String, Integer> recent = new Recent<>(Duration.ofSeconds(5), 2,
			((InstantSource) () -> this.now).withZone(ZoneOffset.UTC));

	@Test
	void knowsAnAnswerForSoLong() {
		this.recent.put("ann", 1);

		this.now = this.now.plusMillis(4999);
		assertThat(this.recent.get("ann")).isEqualTo(1);
		this.now = this.now.plusMillis(1);
		assertThat(this.recent.get("ann")).isNull();
	}

	@Test
	void takesNoMoreThanFitAndMakesRoomOfWhatIsOver() {
		this.recent.put("ann", 1);
		this.recent.put("bob", 2);
		this.recent.put("cid", 3);
		assertThat(this.recent.get("cid")).isNull();

		this.now = this.now.plusSeconds(5);
		this.recent.put("cid", 3);
		assertThat(this.recent.get("cid")).isEqualTo(3);
	}

	@Test
	void forgetsWhatHasChanged() {
		this.recent.put("ann", 1);
		this.recent.put("bob", 2);

		this.recent.forget(List.of("ann"));
		assertThat(this.recent.get("ann")).isNull();
		assertThat(this.recent.get("bob")).isEqualTo(2);
		this.recent.forgetAll();
		assertThat(this.recent.get("bob")).isNull();
	}

}
