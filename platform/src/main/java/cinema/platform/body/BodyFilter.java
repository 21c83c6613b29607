package cinema.platform.body;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Refuses a body by the length that it announces, and cuts off one that announces none.
 * Forms without a length are Tomcat's to count, by
 * {@code server.tomcat.max-http-form-post-size}.
 */
final class BodyFilter extends OncePerRequestFilter {

	private final DataSize largest;

	/** The most specific first. */
	private final List<Map.Entry<PathPattern, DataSize>> paths;

	BodyFilter(BodyProperties properties) {
		this.largest = properties.largest();
		this.paths = properties.paths()
			.entrySet()
			.stream()
			.map((one) -> Map.entry(PathPatternParser.defaultInstance.parse(one.getKey()), one.getValue()))
			.sorted(Map.Entry.comparingByKey())
			.toList();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		DataSize most = mostOf(request);
		try {
			if (request.getContentLengthLong() > most.toBytes()) {
				throw new TooLargeException(most);
			}
			chain.doFilter(new Counted(request, most), response);
		}
		catch (TooLargeException ex) {
			refuse(request, response, ex);
		}
		finally {
			if (response.getStatus() == HttpStatus.CONTENT_TOO_LARGE.value()) {
				// Tomcat reads on for a while before it would say so.
				response.flushBuffer();
			}
		}
	}

	private DataSize mostOf(HttpServletRequest request) {
		var path = ServletRequestPathUtils.parse(request).pathWithinApplication();
		return this.paths.stream()
			.filter((one) -> one.getKey().matches(path))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(this.largest);
	}

	/** What is still on its way would be the next request. */
	private static void refuse(HttpServletRequest request, HttpServletResponse response, TooLargeException reason)
			throws IOException {
		if (response.isCommitted()) {
			throw reason;
		}
		response.setHeader(HttpHeaders.CONNECTION, "close");
		if (String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE)) {
			// A person, who may have pages for what goes wrong.
			response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
			return;
		}
		Problems.write(response, HttpStatus.CONTENT_TOO_LARGE,
				new FieldProblem("body", String.valueOf(reason.getMessage())));
	}

	private static final class Counted extends HttpServletRequestWrapper {

		private final DataSize most;

		private @Nullable ServletInputStream body;

		Counted(HttpServletRequest request, DataSize most) {
			super(request);
			this.most = most;
		}

		@Override
		public ServletInputStream getInputStream() throws IOException {
			ServletInputStream counted = this.body;
			if (counted == null) {
				counted = new CountedBody(super.getInputStream(), this.most);
				this.body = counted;
			}
			return counted;
		}

		@Override
		public BufferedReader getReader() throws IOException {
			String encoding = getCharacterEncoding();
			return new BufferedReader(new InputStreamReader(getInputStream(),
					(encoding != null) ? Charset.forName(encoding) : StandardCharsets.UTF_8));
		}

	}

}
