package cinema.orchestrator.admin.journal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.explanation.StoryWords;
import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalReader.JournalFilter;
import cinema.orchestrator.journal.JournalRow;
import cinema.platform.parameter.Cursor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The journal itself, by person, event, notice, outcome and time. */
@Controller
class JournalView {

	private static final int MOST = 50;

	private static final Duration DEFAULT = Duration.ofDays(29);

	private final JournalReader journal;

	private final Catalogue catalogue;

	private final Clock clock;

	JournalView(JournalReader journal, Catalogue catalogue, Clock clock) {
		this.journal = journal;
		this.catalogue = catalogue;
		this.clock = clock;
	}

	@GetMapping("/admin/journal")
	String list(Search search, @RequestParam(required = false) @Nullable String cursor, HttpServletRequest request,
			Model model) {
		Days days = Days.read(search.text(search.from()), search.text(search.to()), DEFAULT, this.clock.instant());
		List<JournalRow> found = this.journal.page(search.filter(days), MOST + 1, Cursor.read(cursor));
		String next = Cursor.next(found, MOST, (row) -> new Cursor(row.plannedAt(), row.id().toString()));
		model.addAttribute("words", new StoryWords(Frame.languageOf(request)));
		model.addAttribute("search", search);
		model.addAttribute("days", days);
		model.addAttribute("rows", found.stream().limit(MOST).toList());
		model.addAttribute("outcomes", JournalReader.states());
		model.addAttribute("types", this.catalogue.eventTypes().stream().sorted().toList());
		model.addAttribute("next", Objects.requireNonNullElse(next, ""));
		return "journal";
	}

	/**
	 * What a form asks for; an empty text is anything.
	 *
	 * @param person the id of a person
	 */
	public record Search(@Nullable String person, @Nullable String type, @Nullable String event,
			@Nullable String notice, @Nullable String outcome, @Nullable String from, @Nullable String to) {

		String text(@Nullable String field) {
			return (field != null) ? field.strip() : "";
		}

		private @Nullable String known(@Nullable String field) {
			String text = text(field);
			return text.isEmpty() ? null : text;
		}

		JournalFilter filter(Days days) {
			return new JournalFilter(known(this.person), known(this.type), known(this.event), known(this.notice),
					known(this.outcome), days.begin(), days.end());
		}

	}

}
