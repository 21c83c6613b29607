package cinema.orchestrator.admin.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.chart.HourChart;
import cinema.orchestrator.admin.home.ComingMailings;
import cinema.orchestrator.mailing.MailingLookup;
import cinema.orchestrator.mailing.MailingReport;
import cinema.orchestrator.mailing.MailingSummaries;
import cinema.orchestrator.mailing.MailingSummary.ByHour;
import cinema.orchestrator.mailing.MailingView;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows mailings: the list, each by itself while it goes on, and its report. */
@Controller
class MailingsView {

	private static final String ONE = "/admin/mailings/{id}/{notice}";

	private static final int ROWS = 50;

	private static final int LONGEST = 200;

	private static final List<String> STATUSES = Arrays.stream(MailingView.Status.values()).map(Enum::name).toList();

	private final MailingLookup mailings;

	private final MailingPage page;

	private final MailingSummaries summaries;

	private final MailingReport report;

	private final ComingMailings coming;

	MailingsView(MailingLookup mailings, MailingPage page, MailingSummaries summaries, MailingReport report,
			ComingMailings coming) {
		this.coming = coming;
		this.mailings = mailings;
		this.page = page;
		this.summaries = summaries;
		this.report = report;
	}

	@GetMapping("/admin/mailings")
	ModelAndView list(@RequestParam(defaultValue = "") String words, @RequestParam(defaultValue = "") String status,
			@RequestParam(required = false) @Nullable String cursor) {
		RefusedException.unless(status.isEmpty() || STATUSES.contains(status), "status", "is no status");
		String wanted = words.strip();
		String text = wanted.substring(0, Math.min(LONGEST, wanted.length()));
		List<MailingView> found = this.mailings.list(status.isEmpty() ? null : status, text.isEmpty() ? null : text,
				Cursor.read(cursor), ROWS + 1);
		String next = Cursor.next(found, ROWS,
				(last) -> new Cursor(Objects.requireNonNull(last.createdAt()), last.workflowId()));
		ModelAndView page = new ModelAndView("mailing-list",
				Map.of("numbers", this.mailings.ended(found), "mailings",
						found.stream().limit(ROWS).map(MailingLine::of).toList(), "words", text, "status", status,
						"statuses", STATUSES, "next", Objects.requireNonNullElse(next, "")));
		if (status.isEmpty() && text.isEmpty() && cursor == null) {
			page.addObject("month", this.coming.month(Frame.zoneOfReader()));
		}
		return page;
	}

	@GetMapping(ONE)
	ModelAndView show(@PathVariable String id, @PathVariable String notice) {
		return this.page.whole(this.page.find(id, notice));
	}

	@GetMapping(ONE + "/report")
	ModelAndView report(@PathVariable String id, @PathVariable String notice) {
		MailingView view = this.page.find(id, notice);
		var summary = this.summaries.of(view);
		return new ModelAndView("mailing-report",
				Map.of("mailing", MailingLine.of(view), "summary", summary, "chart", chart(summary.hours())));
	}

	private static HourChart chart(List<ByHour> hours) {
		Map<Instant, Map<String, Long>> letters = new TreeMap<>();
		hours.forEach((one) -> letters.put(one.hour(), one.outcomes()));
		return hours.isEmpty() ? HourChart.of(letters, Instant.EPOCH, Instant.EPOCH) : HourChart.of(letters,
				hours.get(0).hour(), hours.get(hours.size() - 1).hour().plus(Duration.ofHours(1)));
	}

	/** Where commas are decimal, spreadsheets tell cells apart by semicolons. */
	@GetMapping(ONE + "/report.csv")
	void csv(@PathVariable String id, @PathVariable String notice, HttpServletRequest request,
			HttpServletResponse response) {
		boolean russian = Frame.languageOf(request).getLanguage().equals("ru");
		this.report.csv(this.page.find(id, notice), russian ? ';' : ',', response);
	}

	@GetMapping(ONE + "/report.xlsx")
	void workbook(@PathVariable String id, @PathVariable String notice, HttpServletResponse response) {
		this.report.xlsx(this.page.find(id, notice), response);
	}

}
