package cinema.workflows.mailing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What people read of a mailing in the web UI. */
final class MailingTexts {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT);

	private MailingTexts() {
	}

	/** For example {@code held until 24 Nov 08:00 Europe/Moscow}. */
	static String heldUntil(Instant moment, String zone) {
		return "held until " + moment.atZone(ZoneId.of(zone)).format(DAY) + " " + zone;
	}

	static String details(MailingProgress at) {
		return "- **" + at.state() + "**, " + at.pages() + " pages, " + at.seen() + " receivers\n- delivered "
				+ at.delivered() + ", queued " + at.queued() + ", held " + at.held() + ", failed " + at.failed()
				+ ", expired " + at.expired() + ", unknown " + at.unknown() + ", cancelled " + at.cancelled()
				+ skipped(at.skipped());
	}

	private static String skipped(Map<String, Integer> skipped) {
		return skipped.isEmpty() ? ""
				: skipped.entrySet()
					.stream()
					.map((one) -> one.getValue() + " " + one.getKey())
					.collect(Collectors.joining(", ", "\n- skipped: ", ""));
	}

}
