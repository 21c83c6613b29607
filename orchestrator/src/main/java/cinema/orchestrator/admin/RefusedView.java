package cinema.orchestrator.admin;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What whoever may not come in sees. */
@Controller
class RefusedView {

	/** What somebody wrote, by the name of each control. */
	static final String TYPED = RefusedView.class.getName() + ".typed";

	@RequestMapping("/admin/refused/{why}")
	String show(@PathVariable String why, HttpServletRequest request, Model model) {
		model.addAttribute("typed", request.getAttribute(TYPED));
		model.addAttribute("kind", why);
		model.addAttribute("reason", "");
		return "problem";
	}

}
