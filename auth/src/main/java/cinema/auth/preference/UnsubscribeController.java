package cinema.auth.preference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.page.Reader;
import cinema.auth.preference.Preferences.How;
import cinema.auth.preference.Preferences.Person;
import cinema.platform.seal.SignedText;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The link of a letter at which its receiver leaves a topic: a mail program posts to it
 * (RFC 8058), people get a page. What is signed is all that counts: no cookie and no
 * sign-in. To open it changes nothing, since mail scanners open every link.
 */
@Hidden
@RestController
class UnsubscribeController {

	private static final String FIELD = "List-Unsubscribe";

	private static final String VALUE = "One-Click";

	/** As a part of a form (RFC 7578), or as the whole of a form or a plain text. */
	private static final Pattern POSTED = Pattern
		.compile("(?is).*\\bname=\"?" + FIELD + "\"?[^\\r\\n]*\\r?\\n(?:[^\\r\\n]++\\r?\\n)*+\\r?\\n" + VALUE
				+ "\\s*(\\r?\\n.*)?|\\s*" + FIELD + "=" + VALUE + "\\s*");

	/** So much of a body is looked at. */
	private static final int MOST = 4 * 1024;

	private static final int MOST_BOXES = 1000;

	private static final Pattern BOX = Pattern.compile("([a-z][a-z0-9_]{0,63})\\.(email|sms|web|push)");

	private final SignedText signature;

	private final Preferences preferences;

	private final DeclaredTopics topics;

	private final Pages pages;

	UnsubscribeController(UnsubscribeProperties properties, Preferences preferences, DeclaredTopics topics,
			Pages pages) {
		this.signature = properties.signature();
		this.preferences = preferences;
		this.topics = topics;
		this.pages = pages;
	}

	@GetMapping({ "/u/{token}", "/u/{token}/" })
	ResponseEntity<String> show(@PathVariable String token, HttpServletRequest http) {
		return read(token)
			.map((choice) -> this.preferences.find(choice.userId())
				.map((person) -> page(token, choice, person, null, http).answer(HttpStatus.OK))
				.orElseGet(() -> notice("leave.gone", http).answer(HttpStatus.GONE)))
			.orElseGet(() -> unknown(http));
	}

	/** Answers the same however often it is asked. */
	@PostMapping({ "/u/{token}", "/u/{token}/" })
	ResponseEntity<String> leave(@PathVariable String token, HttpServletRequest http) throws IOException {
		Optional<Choice> read = read(token);
		if (read.isEmpty()) {
			return unknown(http);
		}
		Choice choice = read.get();
		Optional<Person> person = this.preferences.find(choice.userId());
		if (person.isEmpty()) {
			// Nothing is sent to them any more, which is what was wanted.
			return notice("leave.gone", http).answer(HttpStatus.OK);
		}
		String done = http.getParameterValues("shown") != null ? save(choice, person.get(), http) : leave(choice, http);
		if (done == null) {
			return notice("leave.unclear", http).answer(HttpStatus.BAD_REQUEST);
		}
		return page(token, choice, this.preferences.find(choice.userId()).orElseThrow(), done, http)
			.answer(HttpStatus.OK);
	}

	private @Nullable String leave(Choice choice, HttpServletRequest http) throws IOException {
		if (!isPosted(http)) {
			return null;
		}
		this.preferences.change(choice.userId(), Map.of(choice.topic(), Map.of(choice.channel(), false)),
				(http.getParameter("page") != null) ? How.PAGE : How.ONE_CLICK);
		return "leave.done";
	}

	/** Forms are read by the server, and others not. */
	private static boolean isPosted(HttpServletRequest http) throws IOException {
		String[] values = http.getParameterValues(FIELD);
		if (values != null) {
			return Arrays.stream(values).anyMatch(VALUE::equalsIgnoreCase);
		}
		String body = new String(http.getInputStream().readNBytes(MOST), StandardCharsets.ISO_8859_1);
		return POSTED.matcher(body).matches();
	}

	/**
	 * Only what is another answer than the page has shown: it may have been open for
	 * long, and something else have been said meanwhile.
	 */
	private String save(Choice choice, Person person, HttpServletRequest http) {
		UUID userId = choice.userId();
		Set<String> topics = topics(choice, person).stream().map(Topic::name).collect(Collectors.toSet());
		List<String> ticked = all(http, "on");
		List<String> before = all(http, "was");
		Map<String, Map<String, Boolean>> changes = new TreeMap<>();
		for (String box : all(http, "shown").stream().filter((one) -> BOX.matcher(one).matches()).toList()) {
			String topic = box.substring(0, box.indexOf('.'));
			boolean wanted = ticked.contains(box);
			if (topics.contains(topic) && wanted != before.contains(box)) {
				changes.computeIfAbsent(topic, (none) -> new TreeMap<>())
					.put(box.substring(box.indexOf('.') + 1), wanted);
			}
		}
		this.preferences.change(userId, changes, How.PAGE);
		boolean none = http.getParameter("none") != null;
		if (none != (http.getParameter("none_was") != null)) {
			this.preferences.letters(userId, !none, How.PAGE);
		}
		return "leave.saved";
	}

	private static List<String> all(HttpServletRequest http, String name) {
		String[] values = http.getParameterValues(name);
		return (values != null) ? Arrays.stream(values).limit(MOST_BOXES).toList() : List.of();
	}

	/** Those that are declared; and that of the link, whatever became of it. */
	private List<Topic> topics(Choice choice, Person person) {
		List<Topic> topics = new ArrayList<>(this.topics.all());
		if (topics.isEmpty()) {
			person.preferences().forEach((name, channels) -> topics.add(Topic.unknown(name, channels.keySet())));
		}
		if (topics.stream().noneMatch((one) -> one.name().equals(choice.topic()))) {
			topics.add(0, Topic.unknown(choice.topic(), Set.of(choice.channel())));
		}
		return topics;
	}

	private Optional<Choice> read(String token) {
		return this.signature.read(token).map((text) -> {
			String[] parts = text.split(" ", 3);
			return new Choice(UUID.fromString(parts[0]), parts[1], parts[2]);
		});
	}

	private Page page(String token, Choice choice, Person person, @Nullable String done, HttpServletRequest http) {
		Page page = this.pages.open("leave", new Reader(masked(person.email()), person.locale()), http);
		List<Topic> topics = topics(choice, person);
		Topic about = topics.stream().filter((one) -> one.name().equals(choice.topic())).findFirst().orElseThrow();
		String title = about.title(page.language());
		if (done != null) {
			page.said("done", done, title);
		}
		boolean wanted = about.isWanted(person.preferences(), choice.channel()) && !about.required();
		return page.with("token", token)
			.with("topic", title)
			.with("wanted", wanted ? "yes" : "")
			.with("none", person.wantsLetters() ? "" : "yes")
			.with("topics", topics.stream().map((one) -> Shown.of(one, person, page.language())).toList());
	}

	/** Whoever has been sent somebody's letter on learns no address by it. */
	private static String masked(String email) {
		int at = email.indexOf('@');
		return email.substring(0, Math.min(1, at)) + "\u2022\u2022\u2022" + email.substring(Math.max(0, at));
	}

	private Page notice(String key, HttpServletRequest http) {
		return this.pages.open("notice", http).said("title", key + ".title").said("text", key + ".text");
	}

	private ResponseEntity<String> unknown(HttpServletRequest http) {
		return notice("leave.unknown", http).answer(HttpStatus.NOT_FOUND);
	}

	/** A topic on the page. */
	public record Shown(String title, String about, boolean required, List<Box> boxes) {

		static Shown of(Topic topic, Person person, Locale language) {
			return new Shown(topic.title(language), topic.about(language), topic.required(),
					topic.channels()
						.stream()
						.map((channel) -> new Box(topic.name() + "." + channel, channel,
								topic.isWanted(person.preferences(), channel)))
						.toList());
		}

		/** A channel of it. */
		public record Box(String name, String channel, boolean on) {
		}

	}

}
