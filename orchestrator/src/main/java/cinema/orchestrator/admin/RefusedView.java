package cinema.orchestrator.admin;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What whoever may not come in sees. */
@Controller
class RefusedView {

	@RequestMapping("/admin/refused/{why}")
	String show(@PathVariable String why, Model model) {
		model.addAttribute("kind", why);
		model.addAttribute("reason", "");
		return "problem";
	}

}
