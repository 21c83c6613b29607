package cinema.orchestrator.admin.home;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.chart.HourChart;
import cinema.orchestrator.deadletter.DeadLetterBox;
import cinema.orchestrator.explanation.StoryWords;
import cinema.orchestrator.journal.JournalHours;
import cinema.orchestrator.journal.JournalHours.Hour;
import cinema.orchestrator.page.MailingRecord;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what runs now, what comes next, what went wrong. */
@Controller
class HomeView {

	private static final Duration DAY = Duration.ofDays(1);

	private static final List<String> UNDER_WAY = List.of("ANNOUNCED", "RUNNING", "PAUSED");

	private final ComingMailings coming;

	private final JournalHours hours;

	private final DeadLetterBox deadLetters;

	private final Clock clock;

	HomeView(ComingMailings coming, JournalHours hours, DeadLetterBox deadLetters, Clock clock) {
		this.deadLetters = deadLetters;
		this.coming = coming;
		this.hours = hours;
		this.clock = clock;
	}

	@GetMapping("/admin")
	String show(HttpServletRequest request, Model model) {
		Instant now = this.clock.instant();
		ZoneId zone = Frame.zoneOfReader();
		Instant begin = now.minus(DAY).truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
		HourChart chart = HourChart.of(byHour(this.hours.between(begin, now)), begin, now);
		List<MailingRecord> lately = this.coming.lately();
		model.addAttribute("words", new StoryWords(Frame.languageOf(request)));
		model.addAttribute("letters", chart);
		model.addAttribute("running", lately.stream().filter((one) -> UNDER_WAY.contains(one.state())).toList());
		List<Trouble> troubles = new ArrayList<>(Trouble.of(this.deadLetters.groups()));
		troubles.addAll(Trouble.of(lately, chart, LocalDate.ofInstant(now.minus(DAY), zone)));
		model.addAttribute("troubles", troubles);
		model.addAttribute("month", this.coming.month(zone));
		return "home";
	}

	private static Map<Instant, Map<String, Long>> byHour(List<Hour> letters) {
		Map<Instant, Map<String, Long>> hours = new HashMap<>();
		letters.forEach((one) -> hours.computeIfAbsent(one.hour(), (missing) -> new HashMap<>())
			.merge(one.outcome(), one.letters(), Long::sum));
		return hours;
	}

}
