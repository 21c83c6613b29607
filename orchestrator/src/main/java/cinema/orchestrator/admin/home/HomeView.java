package cinema.orchestrator.admin.home;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page. */
@Controller
class HomeView {

	@GetMapping("/admin")
	String show() {
		return "home";
	}

}
