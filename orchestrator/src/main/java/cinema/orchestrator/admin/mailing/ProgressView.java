package cinema.orchestrator.admin.mailing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import cinema.orchestrator.mailing.MailingView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The part of a mailing's page that moves: told as it changes, or for the asking. */
@Controller
@RequestMapping("/admin/mailings/{id}/{notice}")
class ProgressView {

	/** By which a page asks no more. */
	private static final HttpStatusCode ENDED = HttpStatusCode.valueOf(286);

	private static final String LATER = "30";

	private final MailingPage page;

	private final ProgressStreams streams;

	ProgressView(MailingPage page, ProgressStreams streams) {
		this.page = page;
		this.streams = streams;
	}

	/** For a browser that has no stream. */
	@GetMapping("/progress")
	ModelAndView progress(@PathVariable String id, @PathVariable String notice) {
		MailingView view = this.page.find(id, notice);
		ModelAndView part = this.page.part("mailing-progress", view);
		if (view.hasEnded()) {
			part.setStatus(ENDED);
		}
		return part;
	}

	/** Where it has ended, there is nothing to tell. */
	@GetMapping("/stream")
	void stream(@PathVariable String id, @PathVariable String notice, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		MailingView view = this.page.find(id, notice);
		if (view.hasEnded()) {
			response.setStatus(HttpStatus.NO_CONTENT.value());
			return;
		}
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
		// A proxy that keeps back what it has would show it too late.
		response.setHeader("X-Accel-Buffering", "no");
		if (HttpMethod.GET.matches(request.getMethod()) && !this.streams.open(id, notice, request)) {
			full(response);
		}
	}

	private static void full(HttpServletResponse response) throws IOException {
		response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
		response.setContentType(MediaType.TEXT_PLAIN_VALUE);
		response.setHeader(HttpHeaders.RETRY_AFTER, LATER);
		response.getWriter().write("Too many pages are told at once: ask for progress instead.");
	}

}
