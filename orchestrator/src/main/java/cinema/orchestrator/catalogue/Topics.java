package cinema.orchestrator.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import cinema.workflows.plan.Rhythm;
import org.jspecify.annotations.Nullable;

/** The topics that are declared; nothing is sent to anybody on any other. */
public final class Topics {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

	private static final String ENGLISH = "en";

	private final Map<String, TopicEntry> topics;

	private final @Nullable String otherwise;

	Topics(Map<String, TopicEntry> topics, @Nullable String otherwise) {
		this.topics = new TreeMap<>(topics);
		this.otherwise = otherwise;
	}

	void check(List<String> faults) {
		this.topics.forEach((name, topic) -> {
			String path = "cinema.catalogue.topics." + name;
			if (!NAME.matcher(name).matches()) {
				faults.add(path + " has to be called by a-z, 0-9 and _, a letter first");
			}
			if (topic.title().getOrDefault(ENGLISH, "").isBlank()) {
				faults.add(path + ".title.en is missing: people choose by it");
			}
			check(path, topic, faults);
		});
		if (this.otherwise != null && !canBeLeft(this.otherwise)) {
			faults.add("cinema.catalogue.default-topic has to be one of cinema.catalogue.topics that is not required");
		}
	}

	private static void check(String path, TopicEntry topic, List<String> faults) {
		if (new HashSet<>(topic.rhythms()).size() < topic.rhythms().size()) {
			faults.add(path + ".rhythms names one twice");
		}
		if (topic.required() && !topic.rhythms().isEmpty()) {
			faults.add(path + ".rhythms is impossible, since what is required is sent at once");
		}
		if (topic.doubleOptIn() && (topic.required() || topic.byDefault())) {
			faults.add(path + ".double-opt-in is of a topic that has to be asked for: give it by-default: false too");
		}
	}

	public Map<String, TopicEntry> all() {
		return this.topics;
	}

	public Optional<TopicEntry> find(String name) {
		return Optional.ofNullable(this.topics.get(name));
	}

	/** Whether it is declared, and people may opt out of it. */
	public boolean canBeLeft(String name) {
		return find(name).filter((topic) -> !topic.required()).isPresent();
	}

	/**
	 * Whether those want it who have said nothing; of what an earlier version sent on a
	 * topic that is gone, that was so.
	 */
	boolean isByDefault(String name) {
		return find(name).map(TopicEntry::byDefault).orElse(true);
	}

	/** How often somebody hears of a topic who said this of it, or nothing. */
	public Rhythm rhythm(String name, @Nullable Rhythm said) {
		List<Rhythm> rhythms = find(name).map(TopicEntry::rhythms).orElse(List.of());
		if (said != null && rhythms.contains(said)) {
			return said;
		}
		return rhythms.isEmpty() ? Rhythm.AT_ONCE : rhythms.get(0);
	}

	/**
	 * The topic of a mailing: the one that its order names, else that of its template's
	 * name, else the one for everything else.
	 */
	public String ofMailing(@Nullable String ordered, String template) {
		if (ordered != null) {
			return ordered;
		}
		return (this.otherwise == null || canBeLeft(template)) ? template : this.otherwise;
	}

	/**
	 * Why no mailing can be ordered on a topic, or null.
	 * @param topic as {@link #ofMailing} says
	 */
	public @Nullable String refusal(String topic) {
		if (canBeLeft(topic)) {
			return null;
		}
		return this.topics.containsKey(topic)
				? topic + " goes to everybody, and a mailing has to be on what people can opt out of: " + names()
				: topic + " is not declared; declared are " + names();
	}

	private String names() {
		return String.join(", ", this.topics.keySet().stream().filter(this::canBeLeft).toList());
	}

}
