package cinema.orchestrator.admin.mailing;

import java.util.List;
import java.util.function.Consumer;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.Texts;
import cinema.orchestrator.mailing.MailingActs;
import cinema.orchestrator.mailing.MailingView;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** What managers do to a mailing: each act comes back to its page. */
@Controller
class MailingActsView {

	private static final String ONE = "/admin/mailings/{id}/{notice}";

	private final MailingActs acts;

	private final MailingPage page;

	private final Texts texts;

	MailingActsView(MailingActs acts, MailingPage page, Texts texts) {
		this.acts = acts;
		this.page = page;
		this.texts = texts;
	}

	@PostMapping(ONE + "/pause")
	ModelAndView pause(@PathVariable String id, @PathVariable String notice, HttpServletRequest request,
			RedirectAttributes next) {
		return act(id, notice, this.acts::pause, says(request, next, "mailing.done.paused"));
	}

	@PostMapping(ONE + "/resume")
	ModelAndView resume(@PathVariable String id, @PathVariable String notice, HttpServletRequest request,
			RedirectAttributes next) {
		return act(id, notice, this.acts::resume, says(request, next, "mailing.done.resumed"));
	}

	@PostMapping(ONE + "/cancel")
	ModelAndView cancel(@PathVariable String id, @PathVariable String notice,
			@RequestParam(defaultValue = "") String reason, HttpServletRequest request, RedirectAttributes next) {
		return act(id, notice, (view) -> {
			RefusedException.unless(!reason.isBlank(), "reason", say(request, "mailing.reason.missing"));
			this.acts.cancel(view, reason.strip());
		}, says(request, next, "mailing.done.cancelled"));
	}

	@PostMapping(ONE + "/rate")
	ModelAndView rate(@PathVariable String id, @PathVariable String notice,
			@RequestParam(defaultValue = "") String rate, HttpServletRequest request, RedirectAttributes next) {
		return act(id, notice, (view) -> {
			String wanted = rate.strip().replace(',', '.');
			RefusedException.unless(wanted.matches("\\d{1,6}(\\.\\d{1,3})?"), "rate",
					say(request, "mailing.rate.wrong"));
			this.acts.rate(view, Double.parseDouble(wanted));
		}, says(request, next, "mailing.done.rated"));
	}

	/** The new mailing has a page of its own. */
	@PostMapping(ONE + "/resend")
	ModelAndView resend(@PathVariable String id, @PathVariable String notice,
			@RequestParam(defaultValue = "") String outcome, HttpServletRequest request, RedirectAttributes next) {
		MailingView view = this.page.find(id, notice);
		try {
			String again = this.acts.resend(view, outcome.isEmpty() ? List.of() : List.of(outcome));
			says(request, next, "mailing.done.resent").run();
			return to(again, notice);
		}
		catch (RefusedException refused) {
			return this.page.refused(view, refused);
		}
	}

	private ModelAndView act(String id, String notice, Consumer<MailingView> act, Runnable afterwards) {
		MailingView view = this.page.find(id, notice);
		try {
			act.accept(view);
			afterwards.run();
			return to(id, notice);
		}
		catch (RefusedException refused) {
			return this.page.refused(view, refused);
		}
	}

	private Runnable says(HttpServletRequest request, RedirectAttributes next, String key) {
		return () -> next.addFlashAttribute("done", say(request, key));
	}

	private String say(HttpServletRequest request, String key) {
		return this.texts.say(Frame.languageOf(request), key);
	}

	private static ModelAndView to(String id, String notice) {
		RedirectView page = new RedirectView("/admin/mailings/" + id + "/" + notice);
		page.setStatusCode(HttpStatus.SEE_OTHER);
		page.setExposeModelAttributes(false);
		return new ModelAndView(page);
	}

}
