package cinema.orchestrator.admin.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.explanation.StoryWords;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.notification.NotificationView;
import cinema.orchestrator.notification.NotificationView.Status;
import cinema.orchestrator.notification.Notifications;
import cinema.orchestrator.notification.PostingView;
import cinema.orchestrator.staff.Reason;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One event, and what staff do to what it holds. */
@Controller
class EventView {

	private static final String ONE = "/admin/events/{type}/{id}";

	private final Notifications notifications;

	EventView(Notifications notifications) {
		this.notifications = notifications;
	}

	@GetMapping(ONE)
	String show(@PathVariable String type, @PathVariable String id, HttpServletRequest request, Model model) {
		check(type, id);
		NotificationView event = this.notifications.find(type, id);
		model.addAttribute("words", new StoryWords(Frame.languageOf(request)));
		model.addAttribute("event", event);
		model.addAttribute("running", event.status() == Status.RUNNING);
		model.addAttribute("held", event.status() == Status.RUNNING
				&& event.postings().stream().anyMatch((one) -> one.heldUntil() != null));
		model.addAttribute("collected", event.postings().stream().anyMatch(EventView::isCollected));
		return "event";
	}

	@PostMapping(ONE + "/cancel")
	String cancel(@PathVariable String type, @PathVariable String id, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes after) {
		check(type, id);
		return after(type, id,
				this.notifications.cancel(type, id, Reason.require("reason", reason.isBlank() ? null : reason.strip()))
					.inTime(),
				"cancelled", after);
	}

	@PostMapping(ONE + "/move")
	String move(@PathVariable String type, @PathVariable String id, @RequestParam(defaultValue = "") String at,
			RedirectAttributes after) {
		check(type, id);
		return after(type, id, this.notifications.reschedule(type, id, moment(at)).inTime(), "moved", after);
	}

	/** And part of no letter yet. */
	private static boolean isCollected(PostingView one) {
		return one.state().equals("COLLECTED") && one.reason() != null && !one.reason().startsWith(Journal.TOLD_IN);
	}

	private static void check(String type, String id) {
		if (!type.matches("[a-z0-9_]{1,100}") || !id.matches("[A-Za-z0-9._:-]{1,200}")) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "", "No event has such a type and id.");
		}
	}

	/** Null is at once. */
	private static @Nullable Instant moment(String at) {
		try {
			return at.isBlank() ? null : LocalDateTime.parse(at.strip()).atZone(Frame.zoneOfReader()).toInstant();
		}
		catch (DateTimeException ex) {
			throw new RefusedException("at", "has to be a day and a time");
		}
	}

	private static String after(String type, String id, boolean inTime, String what, RedirectAttributes after) {
		after.addFlashAttribute("became", inTime ? what : "late");
		return "redirect:/admin/events/" + type + "/" + id;
	}

}
