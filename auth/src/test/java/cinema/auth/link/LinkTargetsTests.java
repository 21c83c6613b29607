package cinema.auth.link;

import java.net.URI;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No redirect leads out of the cinema. */
class LinkTargetsTests {

	private final LinkTargets targets = new LinkTargets(
			new LinkProperties(URI.create("http://localhost:8081"), Set.of("cinema.example")));

	@ParameterizedTest
	@ValueSource(strings = { "/", "/films/1?x=2", "https://cinema.example/films", "http://cinema.example",
			"http://localhost:8081/films", "http://localhost:8081?x=2" })
	void allowsOurselvesAndTheCinema(String target) {
		assertThat(this.targets.allow(target)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
			"https://cinema.example@evil.example", "https://cinema.example.evil.example", "https://user@cinema.example",
			"https://cinema.example:8443/", "http://localhost:8082/", "javascript:alert(1)", "data:text/html,x",
			"ftp://cinema.example/", "https:/evil.example", "/a\r\nSet-Cookie: x", "/ä", "films" })
	void refusesEverywhereElse(String target) {
		assertThat(this.targets.allow(target)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/s/x", "/s/../s/x", "http://localhost:8081/s/x" })
	void knowsALinkToALink(String target) {
		assertThat(this.targets.isShort(target)).isTrue();
		assertThat(this.targets.isShort("https://cinema.example/s/x")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 2001, 10_000 })
	void refusesWhatIsTooLong(int length) {
		assertThat(this.targets.allow("/" + "x".repeat(length))).isFalse();
	}

}
