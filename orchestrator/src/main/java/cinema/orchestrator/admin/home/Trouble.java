package cinema.orchestrator.admin.home;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import cinema.orchestrator.admin.chart.HourChart;
import cinema.orchestrator.deadletter.DeadLetterGroup;
import cinema.orchestrator.page.MailingRecord;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong in the last day, and where to see what to do about it.
 *
 * @param kind which words say it and what to do
 * @param name of what, or how many
 * @param reason why, or how many of how many; or null
 * @param path where to look
 * @param scope what whoever looks there needs
 */
public record Trouble(String kind, String name, @Nullable String reason, String path, String scope) {

	/** Fewer letters say nothing about the rest. */
	private static final long ENOUGH = 20;

	/** A share of refused letters for which mail servers begin to distrust us. */
	private static final double TOO_MANY = 0.05;

	private static final List<String> ALWAYS = List.of("FAILED", "UNKNOWN", "EXPIRED");

	static List<Trouble> of(List<MailingRecord> mailings, HourChart day, LocalDate since) {
		List<Trouble> troubles = new ArrayList<>();
		for (MailingRecord one : mailings) {
			String kind = kind(one);
			if (kind != null) {
				troubles.add(new Trouble(kind, one.title(), one.reason(), ComingMailings.path(one), "mailings:read"));
			}
		}
		ALWAYS.forEach((outcome) -> letters(outcome, day, since, troubles));
		long refused = day.total("REJECTED");
		if (refused + day.total("DELIVERED") >= ENOUGH && refused >= TOO_MANY * (refused + day.total("DELIVERED"))) {
			letters("REJECTED", day, since, troubles);
		}
		return troubles;
	}

	/** What waits for somebody to mend and replay it, however long. */
	static List<Trouble> of(List<DeadLetterGroup> dead) {
		long letters = dead.stream().mapToLong(DeadLetterGroup::count).sum();
		String reasons = dead.stream().map(DeadLetterGroup::reason).distinct().collect(Collectors.joining(", "));
		return (letters == 0) ? List.of() : List.of(new Trouble("dead-letters", Long.toString(letters), reasons,
				"/admin/dead-letters", "dead-letters:read"));
	}

	private static @Nullable String kind(MailingRecord one) {
		boolean itself = one.state().equals("PAUSED") && String.valueOf(one.reason()).contains("trouble of ours");
		return switch (one.state()) {
			case "FAILED" -> "mailing-failed";
			case "EXPIRED" -> "mailing-expired";
			case "PAUSED" -> itself ? "mailing-trouble" : "mailing-paused";
			default -> null;
		};
	}

	private static void letters(String outcome, HourChart day, LocalDate since, List<Trouble> troubles) {
		long letters = day.total(outcome);
		if (letters > 0) {
			troubles.add(new Trouble("letters-" + outcome.toLowerCase(Locale.ROOT), Long.toString(letters), null,
					"/admin/journal?outcome=" + outcome + "&from=" + since, "notifications:read"));
		}
	}

}
