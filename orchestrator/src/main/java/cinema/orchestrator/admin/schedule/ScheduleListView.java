package cinema.orchestrator.admin.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.Texts;
import cinema.orchestrator.schedule.ScheduleDesk;
import cinema.orchestrator.schedule.ScheduleView;
import cinema.platform.problem.RefusedException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Schedules: when each fires, what it fired, and the reins. */
@Controller
@RequestMapping("/admin/schedules")
class ScheduleListView {

	private static final String HOME = "/admin/schedules";

	private final ScheduleDesk desk;

	private final Texts texts;

	ScheduleListView(ScheduleDesk desk, Texts texts) {
		this.desk = desk;
		this.texts = texts;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String zone, Model model, HttpServletRequest request) {
		List<ScheduleView> schedules = this.desk.list();
		model.addAttribute("schedules", schedules);
		words(model, request, zone);
		return "schedule-list";
	}

	@GetMapping("/{id}")
	String show(@PathVariable String id, @RequestParam(defaultValue = "") String zone, Model model,
			HttpServletRequest request) {
		ScheduleView schedule = this.desk.show(id);
		model.addAttribute("schedule", schedule);
		model.addAttribute("notice", notice(schedule));
		words(model, request, zone);
		return "schedule";
	}

	/** As the mailings are called that it fires. */
	private static String notice(ScheduleView schedule) {
		return schedule.definition().at("/mailing/template").asString("").replaceAll("^.*/|(\\.[a-z]+)?(@\\d+)?$", "");
	}

	private void words(Model model, HttpServletRequest request, String zone) {
		ZoneId chosen = zone(zone);
		Set<String> zones = new LinkedHashSet<>(List.of(Frame.zoneOfReader().getId()));
		zones.addAll(Frame.ZONES);
		zones.add(chosen.getId());
		model.addAllAttributes(Map.of("words", new ScheduleWords(this.texts, Frame.languageOf(request)), "zone", chosen,
				"zones", zones));
	}

	private static ZoneId zone(String name) {
		return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : Frame.zoneOfReader();
	}

	@PostMapping("/{id}/pause")
	String pause(@PathVariable String id, @RequestParam(defaultValue = "") String note, RedirectAttributes answer,
			HttpServletRequest request) {
		return acted(id, "schedule.paused.done", answer, request, () -> this.desk.pause(id, line(note)));
	}

	@PostMapping("/{id}/resume")
	String resume(@PathVariable String id, @RequestParam(defaultValue = "") String note, RedirectAttributes answer,
			HttpServletRequest request) {
		return acted(id, "schedule.resumed.done", answer, request, () -> this.desk.resume(id, line(note)));
	}

	@PostMapping("/{id}/run")
	String run(@PathVariable String id, RedirectAttributes answer, HttpServletRequest request) {
		return acted(id, "schedule.run.done", answer, request, () -> this.desk.run(id));
	}

	/** By the clock of a zone, as the fields of the form have it. */
	@PostMapping("/{id}/backfill")
	String backfill(@PathVariable String id, @RequestParam(defaultValue = "") String from,
			@RequestParam(defaultValue = "") String to, @RequestParam(defaultValue = "") String zone,
			RedirectAttributes answer, HttpServletRequest request) {
		return acted(id, "schedule.backfilled.done", answer, request,
				() -> this.desk.backfill(id, moment("from", from, zone(zone)), moment("to", to, zone(zone)),
						ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ALL));
	}

	private static Instant moment(String field, String local, ZoneId zone) {
		try {
			return LocalDateTime.parse(local).atZone(zone).toInstant();
		}
		catch (DateTimeException ex) {
			throw new RefusedException(field, "has to be a day and an hour");
		}
	}

	@PostMapping("/{id}/delete")
	String delete(@PathVariable String id, RedirectAttributes answer, HttpServletRequest request) {
		this.desk.delete(id);
		answer.addFlashAttribute("done", this.texts.say(Frame.languageOf(request), "schedule.deleted.done", id));
		return "redirect:" + HOME;
	}

	private String acted(String id, String done, RedirectAttributes answer, HttpServletRequest request, Runnable act) {
		try {
			act.run();
			answer.addFlashAttribute("done", this.texts.say(Frame.languageOf(request), done));
		}
		catch (RefusedException ex) {
			if (ex.getStatusCode() != HttpStatus.BAD_REQUEST) {
				throw ex;
			}
			answer.addFlashAttribute("problem", String.valueOf(ex.getMessage()));
		}
		return "redirect:" + HOME + "/" + id;
	}

	private static @Nullable String line(String note) {
		return note.isBlank() ? null : note.strip();
	}

}
