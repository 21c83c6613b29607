package cinema.orchestrator.admin.order;

import java.util.List;
import java.util.UUID;

import cinema.orchestrator.draft.DraftContent;
import cinema.orchestrator.draft.DraftState;
import cinema.orchestrator.draft.DraftSteps;
import cinema.orchestrator.draft.DraftView;
import cinema.orchestrator.draft.Drafts;
import cinema.platform.audit.Actor;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of drafts, and the form in which one is written. */
@Controller
@RequestMapping("/admin/orders")
class OrderViews {

	private static final int PAGE = 50;

	private final Drafts drafts;

	private final DraftSteps steps;

	private final OrderPage page;

	OrderViews(Drafts drafts, DraftSteps steps, OrderPage page) {
		this.drafts = drafts;
		this.steps = steps;
		this.page = page;
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String state,
			@RequestParam(required = false) @Nullable String cursor, Model model) {
		DraftState only = state(state);
		List<DraftView> found = this.drafts.list(only, Cursor.read(cursor), PAGE + 1);
		model.addAttribute("items", found.subList(0, Math.min(PAGE, found.size())));
		model.addAttribute("next",
				Cursor.next(found, PAGE, (last) -> new Cursor(last.changedAt(), last.id().toString())));
		model.addAttribute("states", List.of(DraftState.values()));
		model.addAttribute("state", (only != null) ? only.name() : "");
		return "orders";
	}

	private static @Nullable DraftState state(@Nullable String name) {
		return List.of(DraftState.values()).stream().filter((one) -> one.name().equals(name)).findFirst().orElse(null);
	}

	@PostMapping
	String create() {
		return to(this.drafts.create(DraftContent.empty()).id());
	}

	@GetMapping("/{id}")
	String show(@PathVariable UUID id, @RequestParam(required = false) @Nullable String edit, Model model) {
		this.page.show(model, this.drafts.show(id), edit != null);
		return "order";
	}

	/** By the Save button; what is wrong stands at its field. */
	@PostMapping("/{id}")
	String save(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		DraftForm form = new DraftForm(fields, this.drafts.show(id).content());
		DraftView saved;
		try {
			saved = change(id, fields, form.content());
		}
		catch (RefusedException refused) {
			return refuse(id, form, refused, model, response);
		}
		String then = fields.getFirst("then");
		boolean submits = "submit".equals(then);
		if (!form.problems().isEmpty() || (submits && !this.drafts.problems(id, saved.content()).isEmpty())) {
			return refuse(id, form, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
		}
		if (submits && saved.state().isToSubmit()) { // twice is once
			this.steps.submit(id, saved.version());
		}
		return "preview".equals(then) ? to(id) + "/letters" : to(id) + "?done=" + (submits ? "submitted" : "saved");
	}

	/** Who was slower than somebody else keeps what they typed, and may save it still. */
	private String refuse(UUID id, DraftForm form, RefusedException refused, Model model,
			HttpServletResponse response) {
		if (refused.getStatusCode() != HttpStatus.CONFLICT || !this.drafts.show(id).state().isOpen()) {
			throw refused;
		}
		form.refused(refused.getMessage());
		return refuse(id, form, HttpStatus.CONFLICT, model, response);
	}

	private String refuse(UUID id, DraftForm form, HttpStatus status, Model model, HttpServletResponse response) {
		this.page.refuse(model, this.drafts.show(id), form);
		response.setStatus(status.value());
		return "order";
	}

	/** While somebody types. */
	@PostMapping("/{id}/autosave")
	String autosave(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields, Model model) {
		DraftForm form = new DraftForm(fields, this.drafts.show(id).content());
		try {
			this.page.saved(model, change(id, fields, form.content()), form);
		}
		catch (RefusedException refused) {
			model.addAttribute("refusal", refused.getMessage());
		}
		return "order-saved";
	}

	/**
	 * Who typed on in another tab, or saves while the page does, overwrites nobody; what
	 * is submitted is changed by whoever saw that it is.
	 */
	private DraftView change(UUID id, MultiValueMap<String, String> fields, DraftContent content) {
		DraftView now = this.drafts.show(id);
		int seen = version(fields.getFirst("version"));
		boolean own = now.state() == DraftState.DRAFT && now.changedBy().equals(Actor.now().name());
		return this.drafts.change(id, own ? Math.max(seen, now.version()) : seen, content);
	}

	private static int version(@Nullable String text) {
		RefusedException.unless(text != null && text.matches("\\d{1,9}"), "version", "is missing");
		return (text != null) ? Integer.parseInt(text) : 0;
	}

	@PostMapping("/{id}/copy")
	String copy(@PathVariable UUID id) {
		return to(this.drafts.copy(id).id());
	}

	@PostMapping("/{id}/delete")
	String delete(@PathVariable UUID id) {
		this.drafts.delete(id);
		return "redirect:/admin/orders";
	}

	static String to(UUID id) {
		return "redirect:/admin/orders/" + id;
	}

}
