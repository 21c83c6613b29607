package cinema.orchestrator.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.explanation.StoryWords;
import cinema.orchestrator.receiver.StaffNames;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.csrf.CsrfToken;

/** Who looks at a page, in which language and zone, and what they may do. */
public final class Frame {

	/** The zones that most of our people live in, from west to east. */
	public static final List<String> ZONES = List.of("Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara",
			"Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok",
			"Asia/Magadan", "Asia/Kamchatka", "UTC");

	/** Without it people are their names, or their ids. */
	public static final String ADDRESSES = "users:read";

	private static final Pattern USER = Pattern.compile("\\buser ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

	private static final ZoneId HOME = ZoneId.of("Europe/Moscow");

	private final Texts texts;

	private final StaffNames names;

	private final Locale language;

	private final @Nullable Authentication person;

	private final @Nullable CsrfToken csrf;

	private Frame(HttpServletRequest request, Texts texts, StaffNames names) {
		this.texts = texts;
		this.names = names;
		this.language = languageOf(request);
		this.person = SecurityContextHolder.getContext().getAuthentication();
		this.csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
	}

	static Frame of(HttpServletRequest request, Texts texts, StaffNames names) {
		return new Frame(request, texts, names);
	}

	/** The language of whoever sends a request. */
	public static Locale languageOf(HttpServletRequest request) {
		return Texts.language(Collections.list(request.getLocales()));
	}

	/** The zone of whoever sends this request, as auth knows it. */
	public static ZoneId zoneOfReader() {
		return zoneOf(SecurityContextHolder.getContext().getAuthentication());
	}

	private static ZoneId zoneOf(@Nullable Authentication person) {
		OidcUser staff = staff(person);
		String zone = (staff != null) ? staff.getZoneInfo() : null;
		try {
			return (zone != null) ? ZoneId.of(zone) : HOME;
		}
		catch (DateTimeException ex) {
			return HOME;
		}
	}

	/** Whether whoever sends this request has a scope, for example {@code users:read}. */
	public static boolean has(String scope) {
		return has(SecurityContextHolder.getContext().getAuthentication(), scope);
	}

	static boolean has(@Nullable Authentication person, String scope) {
		return person != null
				&& person.getAuthorities().stream().anyMatch((one) -> ("SCOPE_" + scope).equals(one.getAuthority()));
	}

	private static @Nullable OidcUser staff(@Nullable Authentication person) {
		return (person != null && person.getPrincipal() instanceof OidcUser staff) ? staff : null;
	}

	public String getLanguage() {
		return this.language.getLanguage();
	}

	public String getZone() {
		return zoneOf(this.person).getId();
	}

	/**
	 * The name of whoever looks, or else the beginning of their id; empty when nobody is
	 * signed in.
	 */
	public String getPerson() {
		OidcUser staff = staff(this.person);
		if (staff == null) {
			return "";
		}
		String name = staff.getGivenName();
		return (name != null) ? name : staff.getName().replaceFirst("-.*", "");
	}

	/** Whether whoever looks has a scope, for example {@code mailings:write}. */
	public boolean may(String scope) {
		return has(this.person, scope);
	}

	/** A text of the bundles. */
	public String say(String key, Object... values) {
		return this.texts.say(this.language, key, values);
	}

	/** A text of ours, with the names of people in the place of their ids. */
	public String named(String text) {
		return USER.matcher(text).replaceAll((user) -> Matcher.quoteReplacement(name(user.group(), user.group(1))));
	}

	private String name(String otherwise, String id) {
		if (this.person != null && id.equals(this.person.getName())) {
			return say("admin.you");
		}
		return this.names.of(id, may(ADDRESSES)).orElse(otherwise);
	}

	/** What staff did, as the audit has it. */
	public String act(String what) {
		return new StoryWords(this.language).act(what);
	}

	/** Why something is as it is, with the names of people in the place of their ids. */
	public String reason(String reason) {
		return named(new StoryWords(this.language).reason(reason, getZone()));
	}

	/**
	 * A span of time.
	 * @param iso for example {@code PT48H}
	 */
	public String span(String iso) {
		return new StoryWords(this.language).span(Duration.parse(iso));
	}

	/** A moment in the reader's zone. */
	public String when(Instant at) {
		return when(at, zoneOf(this.person));
	}

	/** A moment in another zone, by its name. */
	public String when(Instant at, String zone) {
		return when(at, ZoneId.of(zone));
	}

	/** A day in another zone, by its name. */
	public String day(Instant at, String zone) {
		return DateTimeFormatter.ofPattern("EEE, d MMM yyyy", this.language).withZone(ZoneId.of(zone)).format(at);
	}

	/** A moment in another zone, for example the receiver's. */
	public String when(Instant at, ZoneId zone) {
		return DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", this.language).withZone(zone).format(at);
	}

	/** What a form has to bring. */
	public @Nullable CsrfToken getCsrf() {
		return this.csrf;
	}

	/** The parts of the admin that whoever looks may see. */
	public List<Section> getSections() {
		return Section.ALL.stream().filter((one) -> one.scopes().stream().anyMatch(this::may)).toList();
	}

	/**
	 * A part of the admin.
	 *
	 * @param name its key in the bundles
	 * @param scopes one of them is needed
	 */
	public record Section(String name, String path, List<String> scopes) {

		/** Whoever works with any of it. */
		private static final List<String> SEEN_BY_ALL = List.of("mailings:read", "notifications:read",
				"templates:read");

		private static final List<Section> ALL = List.of(
				new Section("orders", "/admin/orders", List.of("mailings:read")),
				new Section("mailings", "/admin/mailings", List.of("mailings:read")),
				new Section("schedules", "/admin/schedules", List.of("mailings:read")),
				new Section("templates", "/admin/templates", List.of("templates:read")),
				new Section("people", "/admin/people", List.of("notifications:read")),
				new Section("journal", "/admin/journal", List.of("notifications:read")),
				new Section("dead-letters", "/admin/dead-letters", List.of("dead-letters:read")),
				new Section("catalogue", "/admin/catalogue", SEEN_BY_ALL),
				new Section("settings", "/admin/settings", SEEN_BY_ALL));

	}

}
