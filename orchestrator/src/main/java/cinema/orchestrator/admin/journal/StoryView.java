package cinema.orchestrator.admin.journal;

import java.util.UUID;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.LetterFrame;
import cinema.orchestrator.explanation.Explanations;
import cinema.orchestrator.explanation.Letters;
import cinema.orchestrator.explanation.Letters.SentLetter;
import cinema.orchestrator.explanation.LettersAgain;
import cinema.orchestrator.explanation.LettersAgain.Again;
import cinema.orchestrator.explanation.StoryWords;
import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.staff.Reason;
import cinema.orchestrator.withdrawal.DeliveredMessages;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The story of one posting, and its letter as it was sent. */
@Controller
class StoryView {

	private final Explanations explanations;

	private final JournalReader journal;

	private final Letters letters;

	private final LettersAgain again;

	private final DeliveredMessages delivered;

	StoryView(Explanations explanations, JournalReader journal, Letters letters, LettersAgain again,
			DeliveredMessages delivered) {
		this.delivered = delivered;
		this.again = again;
		this.explanations = explanations;
		this.journal = journal;
		this.letters = letters;
	}

	@GetMapping("/admin/postings/{id}")
	String show(@PathVariable UUID id, HttpServletRequest request, Model model) {
		JournalRow row = this.journal.find(id).orElseThrow(StoryView::unknown);
		model.addAttribute("words", new StoryWords(Frame.languageOf(request)));
		model.addAttribute("row", row);
		model.addAttribute("there", this.delivered.canTakeBack(row));
		model.addAttribute("twice", this.again.asksTwice(row));
		model.addAttribute("key", UUID.randomUUID().toString().substring(0, 8));
		model.addAttribute("story",
				this.explanations.of(id, Frame.languageOf(request)).orElseThrow(StoryView::unknown));
		return "posting";
	}

	@PostMapping("/admin/postings/{id}/again")
	String again(@PathVariable UUID id, @RequestParam String key, @RequestParam(defaultValue = "false") boolean twice,
			@RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
		Again sent = this.again.send(id, key, twice,
				Reason.require("reason", reason.isBlank() ? null : reason.strip()));
		after.addFlashAttribute("again", sent.ofMailing() ? "/admin/mailings/" + sent.eventId() + "/" + sent.notice()
				: "/admin/events/" + sent.eventType() + "/" + sent.eventId());
		return "redirect:/admin/postings/" + id;
	}

	@PostMapping("/admin/postings/{id}/take-back")
	String takeBack(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
		this.delivered.takeBack(id, reason.isBlank() ? null : reason.strip());
		after.addFlashAttribute("back", true);
		return "redirect:/admin/postings/" + id;
	}

	@GetMapping("/admin/postings/{id}/letter")
	String letter(@PathVariable UUID id, Model model) {
		model.addAttribute("letter", open(id));
		return "posting-letter";
	}

	@GetMapping("/admin/postings/{id}/letter/frame")
	ResponseEntity<String> frame(@PathVariable UUID id, @RequestParam(defaultValue = "html") String as) {
		SentLetter letter = open(id);
		return (as.equals("text") || letter.html().isEmpty()) ? LetterFrame.text(letter.text())
				: LetterFrame.of(letter.html());
	}

	private SentLetter open(UUID id) {
		return this.letters.open(id).orElseThrow(StoryView::unknown);
	}

	private static RefusedException unknown() {
		return new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such posting, or its letter is not kept.");
	}

}
