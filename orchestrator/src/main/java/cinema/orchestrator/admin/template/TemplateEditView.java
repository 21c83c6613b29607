package cinema.orchestrator.admin.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.Texts;
import cinema.orchestrator.template.TemplateDraft;
import cinema.orchestrator.template.TemplatePreview;
import cinema.orchestrator.template.TemplateReader;
import cinema.orchestrator.template.TemplateStore;
import cinema.orchestrator.template.TemplateView.PreviewView;
import cinema.orchestrator.template.TemplateView.VersionView;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The editor, with the letter beside the text. */
@Controller
@RequestMapping("/admin/templates" + TemplateListView.NAME)
class TemplateEditView {

	/** Of a page that shows letters: none of them runs or loads anything. */
	private static final String POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; "
			+ "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

	private final TemplateReader reader;

	private final TemplateStore store;

	private final TemplatePreview preview;

	private final Texts texts;

	TemplateEditView(TemplateReader reader, TemplateStore store, TemplatePreview preview, Texts texts) {
		this.reader = reader;
		this.store = store;
		this.preview = preview;
		this.texts = texts;
	}

	/** The version that the address names, else the newest one. */
	@GetMapping("/edit")
	String edit(@PathVariable String name, @RequestParam(required = false) @Nullable Integer from, Model model) {
		Map<String, String> sources = new TreeMap<>();
		int newest = newest(name);
		String sample = "";
		if (newest >= 0) {
			VersionView version = this.reader.version(name, (from != null) ? from : newest);
			sources.putAll(Objects.requireNonNullElse(version.texts(), Map.of()));
			sample = Objects.requireNonNullElse(version.sample(), "");
		}
		return editor(name, new TemplateDraft(Math.max(0, newest), sources, "", sample), Map.of(), model);
	}

	/** Less than nothing when there is no such template yet. */
	private int newest(String name) {
		return this.reader.list()
			.stream()
			.filter((one) -> one.name().equals(name))
			.mapToInt((one) -> one.newest())
			.findFirst()
			.orElse(-1);
	}

	private String editor(String name, TemplateDraft draft, Map<String, String> problems, Model model) {
		Map<String, String> sources = new LinkedHashMap<>();
		this.reader.files(name).forEach((file) -> sources.put(file, draft.texts().getOrDefault(file, "")));
		sources.putAll(draft.texts());
		model.addAllAttributes(Map.of("name", name, "draft", draft, "sources", sources, "problems", problems,
				"variables", this.reader.variables(name, draft.sample()), "sample", this.reader.sample(name)));
		return "template-edit";
	}

	@PostMapping("/edit")
	String save(@PathVariable String name, @RequestParam MultiValueMap<String, String> form, Model model,
			RedirectAttributes answer, HttpServletRequest request, HttpServletResponse response) {
		TemplateDraft draft = draft(form);
		try {
			int number = this.store.save(name, draft);
			answer.addFlashAttribute("done", this.texts.say(Frame.languageOf(request), "template.saved.done", number));
			return "redirect:/admin/templates/" + name;
		}
		catch (RefusedException ex) {
			response.setStatus((ex.getStatusCode() == HttpStatus.CONFLICT) ? HttpStatus.CONFLICT.value()
					: HttpStatus.UNPROCESSABLE_CONTENT.value());
			if (ex.getStatusCode() == HttpStatus.CONFLICT) {
				return late(name, draft, model, Frame.languageOf(request));
			}
			Map<String, String> problems = problems(name, draft);
			model.addAttribute("problem", problems.isEmpty() ? String.valueOf(ex.getMessage())
					: this.texts.say(Frame.languageOf(request), "template.not-saved"));
			return editor(name, draft, problems, model);
		}
	}

	/** Whoever was slower looks at what came meanwhile, and may save theirs behind it. */
	private String late(String name, TemplateDraft draft, Model model, Locale language) {
		int newest = newest(name);
		model.addAttribute("before", draft.after());
		model.addAttribute("problem", this.texts.say(language, "template.newer", newest));
		return editor(name, new TemplateDraft(newest, draft.texts(), draft.note(), draft.sample()), Map.of(), model);
	}

	private Map<String, String> problems(String name, TemplateDraft draft) {
		Map<String, String> problems = new TreeMap<>();
		this.store.faults(name, draft).forEach((one) -> problems.put(one.file(), one.fault().words()));
		return problems;
	}

	private static TemplateDraft draft(MultiValueMap<String, String> form) {
		List<String> files = form.getOrDefault("file", List.of());
		List<String> sources = form.getOrDefault("source", List.of());
		Map<String, String> texts = new TreeMap<>();
		for (int i = 0; i < Math.min(files.size(), sources.size()); i++) {
			if (!sources.get(i).isBlank()) {
				texts.put(files.get(i), sources.get(i).replace("\r\n", "\n"));
			}
		}
		String after = Objects.requireNonNullElse(form.getFirst("after"), "");
		return new TemplateDraft(after.matches("\\d{1,9}") ? Integer.parseInt(after) : 0, texts, form.getFirst("note"),
				form.getFirst("sample"));
	}

	/** What one of the texts would become. */
	@PostMapping("/preview")
	String preview(@PathVariable String name, @RequestParam String shown,
			@RequestParam MultiValueMap<String, String> form, Model model, HttpServletResponse response) {
		List<String> files = new ArrayList<>(form.getOrDefault("file", List.of()));
		int at = files.indexOf(shown);
		List<String> sources = form.getOrDefault("source", List.of());
		String source = (at >= 0 && at < sources.size()) ? sources.get(at) : "";
		return letter(() -> this.preview.show(name, shown, source, form.getFirst("sample")), model, response);
	}

	/** What a text of a version would become. */
	@GetMapping("/versions/{number}/preview")
	String preview(@PathVariable String name, @PathVariable int number, @RequestParam String shown, Model model,
			HttpServletResponse response) {
		VersionView version = this.reader.version(name, number);
		String source = Objects.requireNonNullElse(version.texts(), Map.<String, String>of()).getOrDefault(shown, "");
		return letter(() -> this.preview.show(name, shown, source, version.sample()), model, response);
	}

	private String letter(Supplier<PreviewView> rendering, Model model, HttpServletResponse response) {
		response.setHeader("Content-Security-Policy", POLICY);
		try {
			model.addAttribute("letter", rendering.get());
		}
		catch (RefusedException ex) {
			model.addAttribute("letter",
					new PreviewView(null, null, null, null, String.valueOf(ex.getMessage()), null));
		}
		model.addAttribute("largest", PreviewView.LARGEST);
		return "template-preview";
	}

}
