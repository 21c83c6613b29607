package cinema.auth.link;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class CodesInSpansTests {

	@Test
	void tellsTheEndPointInPlaceOfThePath() {
		ServerRequestObservationContext context = context("/s/Zk3xQ0123456a");
		context.setPathPattern("/s/{code}");

		assertThat(told(context)).contains("http.url=\"/s/{code}\"").doesNotContain("Zk3xQ");
	}

	/** Whoever was refused before an end point was found. */
	@ParameterizedTest
	@ValueSource(strings = { "/s/Zk3xQ0123456a", "/%73/Zk3xQ0123456a", "//s/Zk3xQ0123456a", "/s/Zk3xQ%zz" })
	void keepsACodeThatNoEndPointHasTaken(String path) {
		assertThat(told(context(path))).contains("http.url=\"/s/...\"").doesNotContain("Zk3xQ");
	}

	@Test
	void tellsOtherPathsAsTheyAre() {
		assertThat(told(context("/oauth2/token"))).contains("http.url=\"/oauth2/token\"");
	}

	private static String told(ServerRequestObservationContext context) {
		CodesInSpans spans = new CodesInSpans();
		return spans.getLowCardinalityKeyValues(context)
			.and(spans.getHighCardinalityKeyValues(context))
			.stream()
			.map((one) -> one.getKey() + "=\"" + one.getValue() + "\"")
			.toList() + spans.getContextualName(context);
	}

	private static ServerRequestObservationContext context(String path) {
		return new ServerRequestObservationContext(new MockHttpServletRequest("GET", path),
				new MockHttpServletResponse());
	}

}
