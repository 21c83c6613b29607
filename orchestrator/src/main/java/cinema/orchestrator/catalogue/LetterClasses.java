package cinema.orchestrator.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Capped;
import org.jspecify.annotations.Nullable;

/** The classes of letters that are declared, and the caps on them. */
public final class LetterClasses {

	/** That of whatever names none. */
	public static final String DEFAULT = "default";

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

	private static final int MOST = 1000;

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	private static final Duration LONGEST = Duration.ofDays(31);

	private final Map<String, CapEntry> caps;

	LetterClasses(Map<String, CapEntry> caps) {
		this.caps = new TreeMap<>(caps);
		this.caps.putIfAbsent(DEFAULT, new CapEntry(List.of(Channel.EMAIL), null, Duration.ofHours(24)));
	}

	/** The class of a notice. */
	public static String named(NoticeEntry notice) {
		return Objects.requireNonNullElse(notice.letterClass(), DEFAULT);
	}

	void check(List<String> faults) {
		this.caps.forEach((name, cap) -> check("cinema.catalogue.caps." + name, name, cap, faults));
	}

	private static void check(String path, String name, CapEntry cap, List<String> faults) {
		if (!NAME.matcher(name).matches()) {
			faults.add(path + " has to be called by a-z, 0-9 and _, a letter first");
		}
		if (cap.channels().isEmpty()) {
			faults.add(path + ".channels names none");
		}
		if (cap.letters() != null && (cap.letters() < 1 || cap.letters() > MOST)) {
			faults.add(path + ".letters is " + cap.letters() + " and has to be 1 to " + MOST
					+ "; leave it out for no cap");
		}
		Duration window = cap.window();
		if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0
				|| window.toSeconds() % SHORTEST.toSeconds() != 0) {
			faults.add(path + ".window is " + window + " and has to be whole minutes, from PT1M to P31D");
		}
	}

	public Map<String, CapEntry> all() {
		return this.caps;
	}

	/** Why nothing can be of a class, or null; no name is that of the default one. */
	public @Nullable String refusal(@Nullable String named) {
		return (named == null || this.caps.containsKey(named)) ? null
				: named + " is not declared; declared are " + String.join(", ", this.caps.keySet());
	}

	/**
	 * How a letter counts, or null when it does not: where its class has no cap, and what
	 * is urgent or goes to everybody whom it concerns.
	 */
	public @Nullable Capped counted(@Nullable String named, Capped.Over over, Urgency urgency, boolean required) {
		String letterClass = Objects.requireNonNullElse(named, DEFAULT);
		boolean exempt = required || urgency == Urgency.URGENT;
		return (exempt || limit(letterClass).isEmpty()) ? null : new Capped(letterClass, over);
	}

	/** The cap on letters of a class on a channel, as it is today. */
	public Optional<CapEntry> cap(@Nullable Capped capped, Channel channel) {
		return (capped == null) ? Optional.empty()
				: limit(capped.letterClass()).filter((cap) -> cap.channels().contains(channel));
	}

	/** Whether any class has a cap. */
	public boolean haveCaps() {
		return this.caps.keySet().stream().anyMatch((name) -> limit(name).isPresent());
	}

	/** How far back such letters are counted; nothing where there is no cap any more. */
	public Duration window(Capped capped) {
		return limit(capped.letterClass()).map(CapEntry::window).orElse(Duration.ZERO);
	}

	public Duration longestWindow() {
		return this.caps.values().stream().map(CapEntry::window).max(Duration::compareTo).orElse(LONGEST);
	}

	private Optional<CapEntry> limit(String letterClass) {
		return Optional.ofNullable(this.caps.get(letterClass)).filter((cap) -> cap.letters() != null);
	}

}
