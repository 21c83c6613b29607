package cinema.auth.preference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cinema.auth.delivery.Delivery;
import cinema.auth.delivery.DeliveryForm;
import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.preference.Preferences.How;
import cinema.auth.preference.Preferences.Person;
import cinema.platform.problem.RefusedException;
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

	private final Deliveries deliveries;

	private final PreferencePage page;

	private final Clock clock;

	private final Pages pages;

	UnsubscribeController(UnsubscribeProperties properties, Preferences preferences, DeclaredTopics topics,
			Deliveries deliveries, PreferencePage page, Clock clock, Pages pages) {
		this.deliveries = deliveries;
		this.page = page;
		this.clock = clock;
		this.signature = properties.signature();
		this.preferences = preferences;
		this.topics = topics;
		this.pages = pages;
	}

	@GetMapping({ "/u/{token}", "/u/{token}/" })
	ResponseEntity<String> show(@PathVariable String token, HttpServletRequest http) {
		return read(token)
			.map((choice) -> this.preferences.find(choice.userId())
				.map((person) -> this.page.open(token, choice, person, Map.of(), http).answer(HttpStatus.OK))
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
		if (http.getParameterValues("shown") != null) {
			String problem = save(choice, person.get(), http);
			return saved(token, choice, problem, http);
		}
		return leave(choice, http) ? again(token, choice, "done", "leave.done", http).answer(HttpStatus.OK)
				: notice("leave.unclear", http).answer(HttpStatus.BAD_REQUEST);
	}

	private ResponseEntity<String> saved(String token, Choice choice, @Nullable String problem,
			HttpServletRequest http) {
		return (problem == null) ? again(token, choice, "done", "leave.saved", http).answer(HttpStatus.OK)
				: again(token, choice, "problem", problem, http).answer(HttpStatus.BAD_REQUEST);
	}

	private Page again(String token, Choice choice, String name, String key, HttpServletRequest http) {
		return this.page.open(token, choice, this.preferences.find(choice.userId()).orElseThrow(), Map.of(name, key),
				http);
	}

	private boolean leave(Choice choice, HttpServletRequest http) throws IOException {
		if (!isPosted(http)) {
			return false;
		}
		this.preferences.change(choice.userId(), Map.of(choice.topic(), Map.of(choice.channel(), false)),
				(http.getParameter("page") != null) ? How.PAGE : How.ONE_CLICK);
		return true;
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
	 * long, and something else have been said meanwhile. What is wrong is said, and
	 * nothing is kept.
	 * @return the key of what is wrong, or null
	 */
	private @Nullable String save(Choice choice, Person person, HttpServletRequest http) {
		Delivery wanted;
		try {
			wanted = new DeliveryForm(http::getParameter, person.timeZone()).read(person.delivery(),
					this.topics.all()
						.stream()
						.filter((topic) -> !topic.rhythms().isEmpty())
						.map(Topic::name)
						.collect(Collectors.toSet()));
		}
		catch (DateTimeException unreadable) {
			return "delivery.unreadable";
		}
		Optional<Delivery.Fault> fault = wanted.fault(this.clock.instant());
		if (fault.isPresent()) {
			return fault.get().key();
		}
		try {
			this.preferences.change(choice.userId(), changes(choice, person, http), How.PAGE);
		}
		catch (RefusedException refused) {
			return switch (refused.getStatusCode().value()) {
				case 429 -> "leave.too_often";
				case 503 -> "leave.later";
				default -> "leave.unproven";
			};
		}
		boolean none = http.getParameter("none") != null;
		if (none != (http.getParameter("none_was") != null)) {
			this.preferences.letters(choice.userId(), !none, How.PAGE);
		}
		this.deliveries.replace(choice.userId(), wanted, How.PAGE);
		return null;
	}

	private Map<String, Map<String, Boolean>> changes(Choice choice, Person person, HttpServletRequest http) {
		Set<String> topics = this.page.topics(choice, person).stream().map(Topic::name).collect(Collectors.toSet());
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
		return changes;
	}

	private static List<String> all(HttpServletRequest http, String name) {
		String[] values = http.getParameterValues(name);
		return (values != null) ? Arrays.stream(values).limit(MOST_BOXES).toList() : List.of();
	}

	private Optional<Choice> read(String token) {
		return this.signature.read(token).map((text) -> {
			String[] parts = text.split(" ", 3);
			return new Choice(UUID.fromString(parts[0]), parts[1], parts[2]);
		});
	}

	private Page notice(String key, HttpServletRequest http) {
		return this.pages.open("notice", http).said("title", key + ".title").said("text", key + ".text");
	}

	private ResponseEntity<String> unknown(HttpServletRequest http) {
		return notice("leave.unknown", http).answer(HttpStatus.NOT_FOUND);
	}

	/** What a link of a letter is about: somebody, a topic and a channel. */
	record Choice(UUID userId, String topic, String channel) {
	}

}
