package cinema.auth.request;

import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Takes {@code X-Request-Id} from the caller or makes one, answers it, and puts it on
 * every line of the log.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIdFilter extends OncePerRequestFilter {

	private static final Logger calls = LoggerFactory.getLogger("cinema.auth.calls");

	private static final String HEADER = "X-Request-Id";

	private static final String KEY = "requestId";

	/** Anything else could write lines of its own into the log. */
	private static final Pattern POSSIBLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String id = idOf(request.getHeader(HEADER));
		long start = System.nanoTime();
		MDC.put(KEY, id);
		response.setHeader(HEADER, id);
		try {
			chain.doFilter(request, response);
		}
		finally {
			log(request, response, start);
			MDC.remove(KEY);
		}
	}

	private static String idOf(@Nullable String given) {
		return (given != null && POSSIBLE.matcher(given).matches()) ? given : UUID.randomUUID().toString();
	}

	/** By its pattern: a path or a query may carry a secret. */
	private static void log(HttpServletRequest request, HttpServletResponse response, long start) {
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (pattern != null && !pattern.toString().startsWith("/actuator")) {
			calls.info("{} {} {} {} ms", request.getMethod(), pattern, response.getStatus(),
					(System.nanoTime() - start) / 1_000_000);
		}
	}

}
