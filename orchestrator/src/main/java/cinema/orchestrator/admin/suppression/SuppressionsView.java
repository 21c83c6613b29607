package cinema.orchestrator.admin.suppression;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.Texts;
import cinema.orchestrator.staff.Reason;
import cinema.orchestrator.suppression.Suppression;
import cinema.orchestrator.suppression.SuppressionFilter;
import cinema.orchestrator.suppression.Suppressions;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.BounceKind;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows addresses that are left alone, and opens them again. */
@Controller
class SuppressionsView {

	private static final String ALL = "/admin/suppressions";

	private static final int ROWS = 50;

	private final Suppressions suppressions;

	private final Texts texts;

	SuppressionsView(Suppressions suppressions, Texts texts) {
		this.suppressions = suppressions;
		this.texts = texts;
	}

	@GetMapping(ALL)
	ModelAndView list(@RequestParam(defaultValue = "") String kind,
			@RequestParam(required = false) @Nullable String cursor) {
		List<String> kinds = Suppressions.kinds().stream().map(Enum::name).toList();
		RefusedException.unless(kind.isEmpty() || kinds.contains(kind), "kind", "there is no " + kind);
		List<Suppression> found = this.suppressions.list(
				new SuppressionFilter(kind.isEmpty() ? null : BounceKind.valueOf(kind), null, false),
				Cursor.read(cursor), ROWS + 1);
		String next = Cursor.next(found, ROWS, (last) -> new Cursor(last.since(), last.id().toString()));
		return new ModelAndView("suppressions", Map.of("kind", kind, "kinds", kinds, "found",
				found.stream().limit(ROWS).toList(), "next", Objects.requireNonNullElse(next, "")));
	}

	/** Whoever looks at a person goes back to them. */
	@PostMapping(ALL + "/{id}/lift")
	String lift(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason,
			@RequestParam(defaultValue = "false") boolean person, HttpServletRequest request, RedirectAttributes next) {
		Suppression lifted = this.suppressions.lift(id, Reason.require("reason", reason.isBlank() ? null : reason));
		next.addFlashAttribute("done", this.texts.say(Frame.languageOf(request), "suppression.done"));
		return "redirect:" + ((person && lifted.userId() != null) ? "/admin/people/" + lifted.userId() : ALL);
	}

}
