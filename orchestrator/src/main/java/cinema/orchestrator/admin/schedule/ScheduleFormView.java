package cinema.orchestrator.admin.schedule;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.Texts;
import cinema.orchestrator.draft.DraftProperties;
import cinema.orchestrator.schedule.ScheduleDesk;
import cinema.orchestrator.template.TemplateReader;
import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A new schedule: whoever makes one sees when it fires before it does. */
@Controller
@RequestMapping("/admin/schedules/new")
class ScheduleFormView {

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

	@GetMapping
	String empty(Model model, HttpServletRequest request) {
		return form(ScheduleForm.empty(this.drafts.everyone()), Map.of(), model, request);
	}

	@PostMapping
	Object take(@RequestParam MultiValueMap<String, String> fields, Model model, RedirectAttributes answer,
			HttpServletRequest request, HttpServletResponse response) {
		ScheduleForm form = ScheduleForm.of(fields);
		try {
			if ("create".equals(fields.getFirst("act"))) {
				this.desk.create(form.order());
				answer.addFlashAttribute("done", this.texts.say(Frame.languageOf(request), "schedule.created.done"));
				return ScheduleListView.to("/admin/schedules/" + form.id());
			}
			List<Instant> moments = this.desk.moments(form.order(), SHOWN);
			model.addAttribute("moments", moments);
			return form(form, Map.of(), model, request);
		}
		catch (RefusedException ex) {
			if (!AT_A_FIELD.contains(ex.getStatusCode())) {
				throw ex;
			}
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("problem", this.texts.say(Frame.languageOf(request), "schedule.not-made"));
			return form(form, problems(ex), model, request);
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

	private String form(ScheduleForm form, Map<String, String> problems, Model model, HttpServletRequest request) {
		Set<String> zones = new LinkedHashSet<>(List.of(Frame.zoneOfReader().getId()));
		zones.addAll(ScheduleListView.ZONES);
		if (!form.zone().isEmpty() && !form.zone().equals(ScheduleForm.RECEIVERS)) {
			zones.add(form.zone());
		}
		model.addAllAttributes(
				Map.of("form", form, "problems", problems, "zones", zones, "templates", this.templates.names(), "days",
						ScheduleForm.DAYS, "words", new ScheduleWords(this.texts, Frame.languageOf(request))));
		return "schedule-form";
	}

}
