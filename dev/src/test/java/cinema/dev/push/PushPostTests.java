package cinema.dev.push;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class PushPostTests {

	private final PushPost post = new PushPost();

	@BeforeEach
	void open() {
		this.post.open("ann");
	}

	@Test
	void keepsWhatComesInItsOrderUntilItIsAskedFor() throws InterruptedException {
		assertThat(take("60", null, "one")).isEqualTo(201);
		assertThat(take("60", null, "two")).isEqualTo(201);
		assertThat(next()).isEqualTo("one");
		assertThat(next()).isEqualTo("two");
		assertThat(next()).isNull();
		assertThat(this.post.isOpen("ann")).isTrue();
	}

	@Test
	void replacesWhatIsAboutTheSame() throws InterruptedException {
		take("60", "t", "one");
		take("60", "other", "two");
		take("60", "t", "one again");
		assertThat(next()).isEqualTo("two");
		assertThat(next()).isEqualTo("one again");
	}

	@Test
	void dropsWhoseTimeIsOver() throws InterruptedException {
		take("0", null, "late");
		take("60", null, "in time");
		assertThat(next()).isEqualTo("in time");
	}

	@Test
	void refusesWhatNobodyAskedFor() throws InterruptedException {
		assertThat(take(null, null, "x")).isEqualTo(400);
		assertThat(this.post.take("ann", "60", null, new byte[4097])).isEqualTo(413);
		assertThat(this.post.take("bob", "60", null, new byte[1])).isEqualTo(404);
		this.post.end("ann");
		assertThat(take("60", null, "x")).isEqualTo(410);
		assertThat(next()).isNull();
		assertThat(this.post.isOpen("ann")).isFalse();
	}

	private int take(String life, String topic, String text) {
		return this.post.take("ann", life, topic, text.getBytes(StandardCharsets.UTF_8));
	}

	private String next() throws InterruptedException {
		byte[] message = this.post.next("ann", Duration.ofMillis(50));
		return (message != null) ? new String(message, StandardCharsets.UTF_8) : null;
	}

}
