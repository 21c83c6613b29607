package cinema.orchestrator.admin.schedule;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.Texts;
import cinema.orchestrator.draft.DraftProperties;
import cinema.orchestrator.schedule.ScheduleDesk;
import cinema.orchestrator.schedule.ScheduleView;
import cinema.orchestrator.template.TemplateReader;
import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A new schedule, or a change of one: whoever makes it sees when it fires before it does.
 */
@Controller
class ScheduleFormView {

	private static final String NEW = "/admin/schedules/new";

	private static final String EDIT = "/admin/schedules/{id}/edit";

	private static final int SHOWN = 5;

	private static final Set<HttpStatusCode> AT_A_FIELD = Set.of(HttpStatus.BAD_REQUEST, HttpStatus.FORBIDDEN,
			HttpStatus.CONFLICT);

	/** Names of the API and those of the form. */
	private static final Map<String, String> FIELDS = Map.of("local_time", "time", "mailing.template", "template",
			"mailing.receivers", "receivers", "mailing.expires_in", "expires", "mailing.template_context", "values");

	private final ScheduleDesk desk;

	private final TemplateReader templates;

	private final DraftProperties drafts;

	private final Texts texts;

	ScheduleFormView(ScheduleDesk desk, TemplateReader templates, DraftProperties drafts, Texts texts) {
		this.drafts = drafts;
		this.desk = desk;
		this.templates = templates;
		this.texts = texts;
	}

	@GetMapping(NEW)
	String empty(Model model, HttpServletRequest request) {
		return form(ScheduleForm.empty(this.drafts.everyone()), Map.of(), NEW, model, request);
	}

	@PostMapping(NEW)
	String take(@RequestParam MultiValueMap<String, String> fields, Model model, RedirectAttributes answer,
			HttpServletRequest request, HttpServletResponse response) {
		ScheduleForm form = ScheduleForm.of(fields);
		return trying(form, NEW, model, request, response, () -> {
			form.requireApart();
			ObjectNode order = form.order(JsonMapper.shared().createObjectNode());
			if ("create".equals(fields.getFirst("act"))) {
				this.desk.create(order);
				return made("schedule.created.done", form.id(), answer, request);
			}
			return shown(order, form, NEW, model, request);
		});
	}

	@GetMapping(EDIT)
	String edit(@PathVariable String id, Model model, HttpServletRequest request) {
		ScheduleView known = this.desk.show(id);
		ObjectNode definition = (ObjectNode) known.definition();
		model.addAttribute("version", known.version());
		ScheduleForm form = ScheduleReading.of(definition, ScheduleDesk.cron(definition))
			.filter((one) -> !id.startsWith("draft-"))
			.orElseThrow(() -> new RefusedException(HttpStatus.CONFLICT, "",
					this.texts.say(Frame.languageOf(request), "schedule.edit.rest-only")));
		return form(form, Map.of(), path(id), model, request);
	}

	@PostMapping(EDIT)
	String replace(@PathVariable String id, @RequestParam MultiValueMap<String, String> fields, Model model,
			RedirectAttributes answer, HttpServletRequest request, HttpServletResponse response) {
		fields.set("id", id);
		model.addAttribute("version", fields.getFirst("version"));
		ScheduleForm form = ScheduleForm.of(fields);
		ObjectNode before = (ObjectNode) this.desk.show(id).definition();
		return trying(form, path(id), model, request, response, () -> {
			ObjectNode order = form.order(before);
			if ("create".equals(fields.getFirst("act"))) {
				this.desk.replace(id, fields.getFirst("version"), order);
				return made("schedule.replaced.done", id, answer, request);
			}
			return shown(order, form, path(id), model, request);
		});
	}

	private static String path(String id) {
		return "/admin/schedules/" + id + "/edit";
	}

	private String made(String done, String id, RedirectAttributes answer, HttpServletRequest request) {
		answer.addFlashAttribute("done", this.texts.say(Frame.languageOf(request), done));
		return "redirect:/admin/schedules/" + id;
	}

	private String shown(ObjectNode order, ScheduleForm form, String path, Model model, HttpServletRequest request) {
		model.addAttribute("moments", this.desk.moments(order, SHOWN));
		return form(form, Map.of(), path, model, request);
	}

	private String trying(ScheduleForm form, String path, Model model, HttpServletRequest request,
			HttpServletResponse response, Supplier<String> act) {
		try {
			return act.get();
		}
		catch (RefusedException ex) {
			if (!AT_A_FIELD.contains(ex.getStatusCode())) {
				throw ex;
			}
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			Map<String, String> problems = problems(ex);
			boolean late = problems.remove("version") != null;
			model.addAttribute("problem",
					this.texts.say(Frame.languageOf(request), late ? "schedule.edit.late" : "schedule.not-made"));
			return form(form, problems, path, model, request);
		}
	}

	private static Map<String, String> problems(RefusedException refused) {
		Map<String, String> problems = new LinkedHashMap<>();
		Map<String, Object> told = refused.getBody().getProperties();
		if (told != null && told.get("errors") instanceof List<?> errors) {
			for (Object error : errors) {
				if (error instanceof FieldProblem one) {
					problems.put(FIELDS.getOrDefault(one.field(), one.field()), one.reason());
				}
			}
		}
		return problems;
	}

	private String form(ScheduleForm form, Map<String, String> problems, String path, Model model,
			HttpServletRequest request) {
		Set<String> zones = new LinkedHashSet<>(List.of(Frame.zoneOfReader().getId()));
		zones.addAll(Frame.ZONES);
		if (!form.zone().isEmpty() && !form.zone().equals(ScheduleForm.RECEIVERS)) {
			zones.add(form.zone());
		}
		model.addAllAttributes(Map.of("form", form, "problems", problems, "zones", zones, "templates",
				this.templates.names(), "path", path, "days", ScheduleForm.DAYS, "words",
				new ScheduleWords(this.texts, Frame.languageOf(request))));
		return "schedule-form";
	}

}
