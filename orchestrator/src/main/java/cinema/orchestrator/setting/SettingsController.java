package cinema.orchestrator.setting;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The settings by REST. */
@RestController
class SettingsController {

	private final Settings settings;

	SettingsController(Settings settings) {
		this.settings = settings;
	}

	@GetMapping("/api/v1/settings")
	public SettingsSeen show() {
		return this.settings.look();
	}

}
