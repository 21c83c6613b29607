package cinema.orchestrator.admin.mailing;

import java.time.Duration;
import java.util.Map;

import cinema.orchestrator.mailing.MailingLookup;
import cinema.orchestrator.mailing.MailingNumbers;
import cinema.orchestrator.mailing.MailingPace;
import cinema.orchestrator.mailing.MailingView;
import cinema.orchestrator.staff.WorkflowCalls.SilentException;
import cinema.platform.problem.RefusedException;
import cinema.workflows.mailing.MailingProgress;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What the page of one mailing shows, whole or its part that moves. */
@Component
class MailingPage {

	private final MailingLookup mailings;

	private final MailingPace pace;

	MailingPage(MailingLookup mailings, MailingPace pace) {
		this.mailings = mailings;
		this.pace = pace;
	}

	/**
	 * The mailing of a path.
	 * @throws RefusedException when there is none
	 */
	MailingView find(String id, String notice) {
		if (!id.matches("[A-Za-z0-9._:-]{1,220}") || !notice.matches("[A-Za-z0-9._-]{1,100}")) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "", "");
		}
		return this.mailings.find(id, notice);
	}

	ModelAndView whole(MailingView view) {
		ModelAndView page = part("mailing", view);
		page.addObject("changes", this.mailings.changes(view));
		return page;
	}

	/** The same with what was wrong about what somebody wanted. */
	ModelAndView refused(MailingView view, RefusedException refusal) {
		ModelAndView page = whole(view);
		boolean wrong = refusal.getStatusCode().isSameCodeAs(HttpStatus.BAD_REQUEST);
		page.setStatus(wrong ? HttpStatus.UNPROCESSABLE_ENTITY : refusal.getStatusCode());
		page.addObject("problem", refusal.getMessage());
		return page;
	}

	ModelAndView part(String name, MailingView view) {
		ModelAndView page = new ModelAndView(name, Map.of("mailing", MailingLine.of(view), "live", !view.hasEnded()));
		MailingProgress progress = progress(view);
		if (progress != null) {
			MailingNumbers numbers = MailingNumbers.of(progress);
			Double pace = view.hasEnded() ? null : this.pace.of(view.workflowId(), progress);
			Duration left = numbers.left(pace);
			page.addObject("numbers", numbers);
			page.addObject("skipped", progress.skipped());
			// As it is said: what is told of it changes with that alone.
			page.addObject("pace", (pace != null) ? Math.round(pace * 10) / 10.0 : null);
			page.addObject("left", (left != null) ? Math.max(1, left.plusSeconds(59).toMinutes()) : null);
			page.addObject("paused", progress.paused());
		}
		return page;
	}

	/** Null while nobody can tell. */
	private @Nullable MailingProgress progress(MailingView view) {
		try {
			return this.mailings.progress(view);
		}
		catch (SilentException away) {
			return null;
		}
	}

}
