package cinema.orchestrator.admin.journal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.explanation.Explanation;
import cinema.orchestrator.explanation.Explanations;
import cinema.orchestrator.explanation.PersonNow;
import cinema.orchestrator.explanation.Story;
import cinema.orchestrator.explanation.StoryWords;
import cinema.orchestrator.explanation.Verdict;
import cinema.orchestrator.page.PersonMailings;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.staff.Reason;
import cinema.orchestrator.suppression.SuppressionFilter;
import cinema.orchestrator.suppression.Suppressions;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.parameter.Cursor;
import cinema.platform.parameter.Ids;
import cinema.platform.problem.RefusedException;
import cinema.workflows.StaffWords;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Finds people, and shows why they got what they got. */
@Controller
class PeopleView {

	private static final String ID = "[A-Za-z0-9._:-]{1,200}";

	private static final int MOST = 50;

	private static final Duration DEFAULT = Duration.ofDays(6);

	private final ReceiverDirectory directory;

	private final Explanations explanations;

	private final PersonNow now;

	private final PersonMailings mailings;

	private final Suppressions suppressions;

	private final Audit audit;

	private final Clock clock;

	PeopleView(ReceiverDirectory directory, Explanations explanations, PersonNow now, PersonMailings mailings,
			Suppressions suppressions, Audit audit, Clock clock) {
		this.suppressions = suppressions;
		this.directory = directory;
		this.explanations = explanations;
		this.now = now;
		this.mailings = mailings;
		this.audit = audit;
		this.clock = clock;
	}

	@GetMapping("/admin/people")
	String search(@RequestParam(defaultValue = "") String q, Model model) {
		String asked = q.strip();
		model.addAttribute("q", asked);
		if (Ids.read(asked).isPresent()) {
			return "redirect:/admin/people/" + asked;
		}
		if (asked.length() >= 3) {
			if (!Frame.has(Frame.ADDRESSES)) {
				throw new RefusedException(HttpStatus.FORBIDDEN, "q", "Addresses are for those who may read users.");
			}
			this.audit.note("looked for by address", "people", null);
			model.addAttribute("found", found(asked));
		}
		model.addAttribute("short", !asked.isEmpty() && asked.length() < 3);
		return "people";
	}

	private List<Receiver> found(String part) {
		try {
			return this.directory.search(part, MOST);
		}
		catch (RuntimeException away) {
			throw RefusedException.forNow("auth, which knows the addresses, does not answer.");
		}
	}

	@GetMapping("/admin/people/{id}")
	String show(@PathVariable String id, @RequestParam(defaultValue = "") String from,
			@RequestParam(defaultValue = "") String to, @RequestParam(required = false) @Nullable String cursor,
			HttpServletRequest request, Model model) {
		RefusedException.unless(id.matches(ID), "id", "is none");
		Days days = Days.read(from, to, DEFAULT, this.clock.instant());
		Explanation explanation = this.explanations.of(id, days.begin(), days.end(), MOST, Cursor.read(cursor),
				Frame.languageOf(request));
		model.addAttribute("words", new StoryWords(Frame.languageOf(request)));
		model.addAttribute("id", id);
		model.addAttribute("days", days);
		model.addAttribute("explanation", explanation);
		model.addAttribute("waiting", explanation.items().stream().filter(PeopleView::waits).toList());
		model.addAttribute("suppressions", this.suppressions.list(new SuppressionFilter(null, id, false), null, MOST));
		model.addAttribute("next", Objects.requireNonNullElse(explanation.next(), ""));
		if (Frame.has(Frame.ADDRESSES)) {
			this.now.find(id).filter(Receiver::known).ifPresent((one) -> model.addAttribute("receiver", one));
		}
		return "person";
	}

	private static boolean waits(Story story) {
		return story.verdict() == Verdict.WAITING;
	}

	/** Takes a letter out of a mailing that has not made it yet. */
	@PostMapping("/admin/people/{id}/take-out")
	String takeOut(@PathVariable String id, @RequestParam UUID posting, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes after) {
		String why = StaffWords.cancelled(Reason.require("reason", reason.isBlank() ? null : reason),
				Actor.now().name());
		boolean done = this.audit.doing("cancelled", "posting " + posting, reason.isBlank() ? null : reason, () -> {
			if (!this.mailings.cancel(id, posting, why)) {
				throw new RefusedException(HttpStatus.CONFLICT, "", "It was too late: the letter was made already.");
			}
			return true;
		});
		after.addFlashAttribute("taken", done);
		return "redirect:/admin/people/" + id;
	}

}
