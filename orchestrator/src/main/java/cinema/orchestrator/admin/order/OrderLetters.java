package cinema.orchestrator.admin.order;

import java.util.List;
import java.util.UUID;

import cinema.orchestrator.admin.LetterFrame;
import cinema.orchestrator.draft.DraftTrials;
import cinema.orchestrator.draft.DraftTrials.TestLetter;
import cinema.orchestrator.draft.Drafts;
import cinema.orchestrator.rehearsal.PreviewedLetter;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A draft tried out: its letters, whom it would tell, and a test to oneself. */
@Controller
@RequestMapping("/admin/orders/{id}")
class OrderLetters {

	private final Drafts drafts;

	private final DraftTrials trials;

	OrderLetters(Drafts drafts, DraftTrials trials) {
		this.drafts = drafts;
		this.trials = trials;
	}

	@GetMapping("/letters")
	String show(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer revision, Model model,
			HttpServletResponse response) {
		model.addAttribute("draft", this.drafts.show(id));
		model.addAttribute("revision", (revision != null) ? revision.toString() : "");
		return trying(model, response, "order-letters",
				() -> model.addAttribute("letters", this.trials.preview(this.drafts.content(id, revision))));
	}

	/** One letter for a frame. */
	@GetMapping("/letters/{channel}/{language}")
	ResponseEntity<String> letter(@PathVariable UUID id, @PathVariable String channel, @PathVariable String language,
			@RequestParam(required = false) @Nullable Integer revision,
			@RequestParam(required = false) @Nullable String text) {
		PreviewedLetter letter = this.trials.preview(this.drafts.content(id, revision))
			.stream()
			.filter((one) -> one.channel().equals(channel) && one.language().equals(language) && one.html() != null)
			.findFirst()
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such letter."));
		return (text != null || "".equals(letter.html())) ? LetterFrame.text(String.valueOf(letter.text()))
				: LetterFrame.of(String.valueOf(letter.html()));
	}

	@GetMapping("/dry-run")
	String dryRun(@PathVariable UUID id, Model model, HttpServletResponse response) {
		model.addAttribute("draft", this.drafts.show(id));
		return trying(model, response, "order-trial",
				() -> model.addAttribute("trial", this.trials.dryRun(this.drafts.content(id, null))));
	}

	@PostMapping("/test")
	String test(@PathVariable UUID id, Model model, HttpServletResponse response) {
		try {
			TestLetter sent = this.trials.test(id, this.drafts.content(id, null), null);
			return OrderViews.to(id) + "/letters?sent=" + sent.eventId() + "/" + sent.notice();
		}
		catch (RefusedException refused) {
			model.addAttribute("draft", this.drafts.show(id));
			model.addAttribute("revision", "");
			model.addAttribute("letters", List.of());
			model.addAttribute("problem", refused.getMessage());
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return "order-letters";
		}
	}

	/** What cannot be tried yet says why on its page. */
	private static String trying(Model model, HttpServletResponse response, String page, Runnable work) {
		try {
			work.run();
		}
		catch (RefusedException refused) {
			model.addAttribute("problem", refused.getBody().getDetail());
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		return page;
	}

}
