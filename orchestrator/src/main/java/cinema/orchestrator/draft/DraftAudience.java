package cinema.orchestrator.draft;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * Who is told, by what auth knows of its users; what is null or empty lets everybody
 * through.
 *
 * @param isActive whether their account is in use
 * @param emailNotifications whether they agreed to letters
 * @param emailConfirmed whether their address is proven to be theirs
 * @param locales languages, each with all its regions, for example ru
 * @param timeZones for example Europe/Moscow
 * @param registeredFrom the day on which they signed up at the earliest, by the clock of
 * Moscow
 * @param registeredBefore the day before which they signed up
 */
@Schema(name = "MailingDraftAudience")
public record DraftAudience(@Nullable Boolean isActive, @Nullable Boolean emailNotifications,
		@Nullable Boolean emailConfirmed, @Nullable List<String> locales, @Nullable List<String> timeZones,
		@Nullable String registeredFrom, @Nullable String registeredBefore) {

	/** So many fit into the URL of an audience. */
	private static final int MOST = 30;

	private static final ZoneId HOME = ZoneId.of("Europe/Moscow");

	/**
	 * The URL of the first page.
	 * @param users where users are asked for
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	String url(String users) {
		UriComponentsBuilder url = UriComponentsBuilder.fromUriString(users);
		flag(url, "is_active", this.isActive);
		flag(url, "email_notifications", this.emailNotifications);
		flag(url, "email_confirmed", this.emailConfirmed);
		several(this.locales).forEach((one) -> {
			RefusedException.unless(one.matches("[A-Za-z]{2,3}"), "audience.locales", "has to be languages such as ru");
			url.queryParam("locale", one);
		});
		several(this.timeZones).forEach((one) -> {
			RefusedException.unless(ZoneId.getAvailableZoneIds().contains(one), "audience.time_zones",
					"has to be time zones such as Europe/Moscow");
			url.queryParam("time_zone", one.replace("+", "%2B"));
		});
		RefusedException.unless(several(this.locales).size() + several(this.timeZones).size() <= MOST,
				"audience.time_zones", "has to be at most " + MOST + " languages and zones");
		day(url, "created_from", "audience.registered_from", this.registeredFrom);
		day(url, "created_before", "audience.registered_before", this.registeredBefore);
		return url.build(true).toUriString();
	}

	private static void flag(UriComponentsBuilder url, String name, @Nullable Boolean value) {
		if (value != null) {
			url.queryParam(name, value);
		}
	}

	private static List<String> several(@Nullable List<String> values) {
		return (values != null) ? values : List.of();
	}

	private static void day(UriComponentsBuilder url, String name, String field, @Nullable String day) {
		if (day != null && !day.isBlank()) {
			url.queryParam(name, begin(field, day.strip()));
		}
	}

	private static Instant begin(String field, String day) {
		try {
			return LocalDate.parse(day).atStartOfDay(HOME).toInstant();
		}
		catch (DateTimeException ex) {
			throw new RefusedException(field, "has to be a day such as 2026-12-31");
		}
	}

}
