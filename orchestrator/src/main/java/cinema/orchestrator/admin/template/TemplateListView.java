package cinema.orchestrator.admin.template;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.Texts;
import cinema.orchestrator.rendering.TemplateText;
import cinema.orchestrator.template.TemplateDiff;
import cinema.orchestrator.template.TemplateReader;
import cinema.orchestrator.template.TemplateStore;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Templates, their versions, and what differs between two of them. */
@Controller
@RequestMapping("/admin/templates")
class TemplateListView {

	static final String NAME = "/{name:" + TemplateText.NAME + "}";

	private final TemplateReader reader;

	private final TemplateStore store;

	private final Texts texts;

	TemplateListView(TemplateReader reader, TemplateStore store, Texts texts) {
		this.reader = reader;
		this.store = store;
		this.texts = texts;
	}

	@GetMapping
	String list(Model model) {
		model.addAttribute("templates", this.reader.list());
		return "template-list";
	}

	/** To a page where it is written; one that is there already is shown. */
	@PostMapping
	String create(@RequestParam(defaultValue = "") String name, RedirectAttributes answer, HttpServletRequest request) {
		if (!name.matches(TemplateText.NAME)) {
			answer.addFlashAttribute("problem", this.texts.say(Frame.languageOf(request), "template.name.problem"));
			return "redirect:/admin/templates";
		}
		return "redirect:/admin/templates/" + name + (isKnown(name) ? "" : "/edit");
	}

	private boolean isKnown(String name) {
		return this.reader.list().stream().anyMatch((one) -> one.name().equals(name));
	}

	@GetMapping(NAME)
	String show(@PathVariable String name, Model model) {
		model.addAttribute("template", this.reader.show(name));
		return "template";
	}

	@GetMapping(NAME + "/versions/{number}")
	String version(@PathVariable String name, @PathVariable int number, Model model) {
		model.addAttribute("name", name);
		model.addAttribute("version", this.reader.version(name, number));
		return "template-version";
	}

	@GetMapping(NAME + "/diff")
	String diff(@PathVariable String name, @RequestParam int from, @RequestParam int to, Model model) {
		List<TemplateDiff> diffs = this.reader.diff(name, from, to);
		model.addAllAttributes(Map.of("template", this.reader.show(name), "from", from, "to", to, "diffs",
				diffs.stream().filter((one) -> !one.rows().isEmpty()).toList()));
		return "template-diff";
	}

	@PostMapping(NAME + "/versions/{number}/publish")
	String publish(@PathVariable String name, @PathVariable int number, RedirectAttributes answer,
			HttpServletRequest request) {
		try {
			this.store.publish(name, number);
			answer.addFlashAttribute("done",
					this.texts.say(Frame.languageOf(request), "template.published.done", number));
		}
		catch (RefusedException ex) {
			if (ex.getStatusCode() != HttpStatus.CONFLICT) {
				throw ex;
			}
			answer.addFlashAttribute("problem", Objects.requireNonNull(ex.getMessage()));
		}
		return "redirect:/admin/templates/" + name;
	}

}
