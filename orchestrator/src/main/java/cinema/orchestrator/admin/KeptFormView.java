package cinema.orchestrator.admin;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where somebody sends what they had filled in before they had to sign in again. */
@Controller
class KeptFormView {

	@GetMapping("/admin/kept")
	ModelAndView show(HttpServletRequest request) {
		return KeptForm.offered(request)
			.map((form) -> new ModelAndView("kept", Map.of("form", form)))
			.orElseGet(() -> new ModelAndView("redirect:/admin"));
	}

}
