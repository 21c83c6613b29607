package cinema.platform.access;

import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Paths, each with and without a final slash. */
final class Paths implements RequestMatcher {

	private final List<RequestMatcher> patterns = new ArrayList<>();

	Paths(String... patterns) {
		PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
		for (String pattern : patterns) {
			this.patterns.add(path.matcher(pattern));
			if (!pattern.endsWith("**")) {
				this.patterns.add(path.matcher(pattern + "/"));
			}
		}
	}

	@Override
	public boolean matches(HttpServletRequest request) {
		return this.patterns.stream().anyMatch((pattern) -> pattern.matches(request));
	}

}
