package cinema.orchestrator.admin.order;

import java.util.UUID;

import cinema.orchestrator.draft.DraftSteps;
import cinema.orchestrator.draft.Drafts;
import cinema.orchestrator.staff.Reason;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What becomes of a draft: approved, refused, taken back, stopped. */
@Controller
@RequestMapping("/admin/orders/{id}")
class OrderSteps {

	private final Drafts drafts;

	private final DraftSteps steps;

	private final OrderPage page;

	OrderSteps(Drafts drafts, DraftSteps steps, OrderPage page) {
		this.drafts = drafts;
		this.steps = steps;
		this.page = page;
	}

	@PostMapping("/approve")
	String approve(@PathVariable UUID id, @RequestParam int revision,
			@RequestParam(required = false) @Nullable String reason, Model model, HttpServletResponse response) {
		return doing(id, "approved", model, response, () -> this.steps.approve(id, revision, reason(reason)));
	}

	@PostMapping("/refuse")
	String refuse(@PathVariable UUID id, @RequestParam int revision,
			@RequestParam(required = false) @Nullable String reason, Model model, HttpServletResponse response) {
		return doing(id, "refused", model, response, () -> this.steps.refuse(id, revision, reason(reason)));
	}

	@PostMapping("/withdraw")
	String withdraw(@PathVariable UUID id, @RequestParam(required = false) @Nullable String reason, Model model,
			HttpServletResponse response) {
		return doing(id, "withdrawn", model, response, () -> this.drafts.withdraw(id, reason(reason)));
	}

	@PostMapping("/go-on")
	String goOn(@PathVariable UUID id, Model model, HttpServletResponse response) {
		return doing(id, "released", model, response, () -> this.steps.goOn(id));
	}

	@PostMapping("/stop")
	String stop(@PathVariable UUID id, @RequestParam(required = false) @Nullable String reason, Model model,
			HttpServletResponse response) {
		return doing(id, "stopped", model, response, () -> this.steps.stop(id, reason(reason)));
	}

	private static @Nullable String reason(@Nullable String text) {
		return Reason.require("reason", (text == null || text.isBlank()) ? null : text.strip());
	}

	/** What is refused is said above the page as it is now. */
	private String doing(UUID id, String done, Model model, HttpServletResponse response, Runnable act) {
		try {
			act.run();
			return OrderViews.to(id) + "?done=" + done;
		}
		catch (RefusedException refused) {
			this.page.show(model, this.drafts.show(id), false);
			model.addAttribute("problem", refused.getMessage());
			boolean field = refused.getStatusCode() == HttpStatus.BAD_REQUEST;
			response.setStatus(field ? HttpStatus.UNPROCESSABLE_CONTENT.value() : refused.getStatusCode().value());
			return "order";
		}
	}

}
