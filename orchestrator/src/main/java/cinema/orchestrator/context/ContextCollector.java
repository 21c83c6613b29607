package cinema.orchestrator.context;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.catalogue.NoticeEntry;
import cinema.orchestrator.catalogue.Placeholders;
import cinema.orchestrator.collected.CollectedItems;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/** Collects what a notice's template needs beside the event itself. */
@Component
public class ContextCollector {

	private static final Pattern URL = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

	private static final String FROM_DETAILS = "details.";

	private static final Pattern COLLECTED = Pattern.compile(NoticeEntry.COLLECTED + "(?:\\.([a-z_.]+))?");

	/**
	 * What the items of a digest are grouped by when the catalogue says nothing of it.
	 */
	private static final String EVENT_TYPE = "event_type";

	private static final int MOST_URLS = 100;

	private final ContextClient client;

	private final CollectedItems collected;

	ContextCollector(ContextClient client, CollectedItems collected) {
		this.client = client;
		this.collected = collected;
	}

	/**
	 * Fetches each entry.
	 * @param sources a name, and a URL with placeholders such as
	 * {@code {details.user_id}} or the place of one or many URLs in the event, for
	 * example {@code details.movies}, which is always a list, or
	 * {@code details.stats.target} for a field of each object in a list;
	 * {@code collected} are the items of a digest, {@code collected.context.series.title}
	 * grouped by that
	 * @return plain values: maps, lists, texts, numbers, booleans
	 */
	public Map<String, @Nullable Object> collect(Event event, @Nullable String userId, Map<String, String> sources) {
		Map<String, @Nullable Object> context = new LinkedHashMap<>();
		sources.forEach((name, source) -> context.put(name, resolve(event, userId, source)));
		return context;
	}

	/**
	 * Fetches what an event brought itself: a text that is a URL of a service, and a list
	 * of them; everything else is a plain value, a public link too.
	 */
	public Map<String, @Nullable Object> collect(Map<String, ? extends @Nullable Object> values) {
		Map<String, @Nullable Object> context = new LinkedHashMap<>();
		values.forEach((name, value) -> context.put(name, fetchIfSource(value)));
		return context;
	}

	/** What the letters of a mailing are made of. */
	public Map<String, @Nullable Object> collect(Mailing mailing) {
		Map<String, @Nullable Object> context = collect(mailing.event(), null, mailing.sources());
		context.putAll(collect(mailing.values()));
		return context;
	}

	/**
	 * Whether what an event brought could be fetched, as far as that can be told without
	 * asking.
	 * @throws ApplicationFailure that names the value and what is wrong with it
	 */
	public void requireKnown(Map<String, ? extends @Nullable Object> values) {
		values.forEach((name, value) -> {
			List<?> all = (value instanceof List<?> list) ? requireFew(name, list) : Collections.singletonList(value);
			all.stream().filter(this::isSource).forEach((url) -> requireKnown(name, String.valueOf(url)));
		});
	}

	private void requireKnown(String name, String url) {
		try {
			this.client.requireKnown(url);
		}
		catch (ApplicationFailure forbidden) {
			throw ApplicationFailure.newNonRetryableFailure(name + ": " + forbidden.getOriginalMessage(),
					forbidden.getType());
		}
	}

	private static @Nullable Object field(Object object, String name) {
		return (object instanceof Map<?, ?> fields) ? fields.get(name) : null;
	}

	private @Nullable Object fetchIfSource(@Nullable Object value) {
		if (value instanceof List<?> list && list.stream().anyMatch(this::isSource)) {
			return requireFew("template_context", list).stream().map(this::fetchIfSource).toList();
		}
		return isSource(value) ? fetch(String.valueOf(value)) : value;
	}

	private boolean isSource(@Nullable Object value) {
		return isUrl(value) && !this.client.isPublicLink(String.valueOf(value));
	}

	private @Nullable Object fetchIfUrl(@Nullable Object value) {
		return isUrl(value) ? fetch(String.valueOf(value)) : value;
	}

	private static boolean isUrl(@Nullable Object value) {
		return value instanceof String text && URL.matcher(text).lookingAt();
	}

	/** What is no URL costs nothing. */
	private static List<?> requireFew(String source, List<?> values) {
		if (values.stream().filter(ContextCollector::isUrl).count() > MOST_URLS) {
			throw ApplicationFailure.newNonRetryableFailure(source + ": has more than " + MOST_URLS + " URLs",
					"CONTEXT_TOO_LARGE");
		}
		return values;
	}

	private @Nullable Object resolve(Event event, @Nullable String userId, String source) {
		Matcher digest = COLLECTED.matcher(source);
		if (digest.matches()) {
			return this.collected.read(userId, event.id(), Objects.requireNonNullElse(digest.group(1), EVENT_TYPE));
		}
		if (!source.startsWith(FROM_DETAILS)) {
			return fetch(fill(source, event, userId));
		}
		String[] path = source.substring(FROM_DETAILS.length()).split("\\.");
		List<?> all = all(source, event.details().get(path[0]));
		if (path.length < 2) {
			return all;
		}
		List<@Nullable Object> fields = new ArrayList<>();
		all.forEach((one) -> fields.add(field(one, path[1])));
		return requireFew(source, fields).stream().map(this::fetchIfUrl).toList();
	}

	/** What the event means by a list: a list, or one alone; URLs are fetched. */
	private List<?> all(String source, @Nullable Object value) {
		if (value == null) {
			throw ApplicationFailure.newNonRetryableFailure(source + ": is missing in the event", "CONTEXT_MISSING");
		}
		List<@Nullable Object> all = new ArrayList<>();
		for (Object one : requireFew(source, (value instanceof List<?> list) ? list : List.of(value))) {
			all.addAll(isUrl(one) ? spread(source, fetch(String.valueOf(one))) : List.of(requireObject(source, one)));
		}
		return all;
	}

	/** A service answers one object, a list of them, or a page with {@code items}. */
	private static List<?> spread(String source, @Nullable Object answer) {
		Object items = (answer instanceof Map<?, ?> page && page.get("items") instanceof List<?> list) ? list : answer;
		List<?> all = (items instanceof List<?> list) ? list : Collections.singletonList(items);
		if (!all.stream().allMatch((one) -> one instanceof Map)) {
			throw ApplicationFailure.newNonRetryableFailure(
					source + ": its service has to answer an object, a list of objects, or an object with such items",
					"CONTEXT_INVALID");
		}
		return all;
	}

	private static Object requireObject(String source, @Nullable Object value) {
		if (value instanceof Map<?, ?> object) {
			return object;
		}
		throw ApplicationFailure.newNonRetryableFailure(source + ": has to be a URL, an object, or a list of them",
				"CONTEXT_MISSING");
	}

	private @Nullable Object fetch(String url) {
		return JsonMapper.shared().treeToValue(this.client.fetch(url), Object.class);
	}

	private static String fill(String template, Event event, @Nullable String userId) {
		try {
			return Placeholders.fill(template, event, userId, ContextCollector::encode);
		}
		catch (Placeholders.MissingException missing) {
			throw ApplicationFailure.newNonRetryableFailure(missing.getMessage(), "CONTEXT_MISSING");
		}
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
