package cinema.platform.access;

import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatchers;

/** Paths, each with and without a final slash. */
final class Paths {

	private Paths() {
	}

	static RequestMatcher of(String... patterns) {
		return RequestMatchers.anyOf(Arrays.stream(patterns)
			.flatMap((one) -> one.endsWith("**") ? Stream.of(one) : Stream.of(one, one + "/"))
			.map(PathPatternRequestMatcher.withDefaults()::matcher)
			.toArray(RequestMatcher[]::new));
	}

}
