package cinema.orchestrator.admin.setting;

import java.util.Map;

import cinema.orchestrator.setting.Settings;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Shows the settings, which nobody changes here. */
@Controller
class SettingsView {

	private final Settings settings;

	SettingsView(Settings settings) {
		this.settings = settings;
	}

	@GetMapping("/admin/settings")
	ModelAndView show() {
		return new ModelAndView("settings", Map.of("settings", this.settings.look()));
	}

}
