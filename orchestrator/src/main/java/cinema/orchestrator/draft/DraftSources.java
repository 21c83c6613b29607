package cinema.orchestrator.draft;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cinema.platform.problem.RefusedException;

import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** What the letters of a draft may be made of. */
@Component
class DraftSources {

	private static final int MOST = 50;

	private static final Pattern URL = Pattern.compile("(?is)\\s*https?://.*");

	/** The service that knows people. */
	private final Pattern people;

	DraftSources(DraftProperties properties) {
		String host = String.valueOf(UriComponentsBuilder.fromUriString(properties.everyone()).build().getHost());
		this.people = Pattern.compile(
				"\\s*https?://([^/?#]*@)?" + Pattern.quote(host.toLowerCase(Locale.ROOT)) + "([:/?#].*)?",
				Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
	}

	/**
	 * Makes sure that they are few, and that none of them is a person; nothing is
	 * fetched.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	void require(DraftContent content) {
		Map<String, Object> context = DraftOrders.context(content);
		List<String> urls = urls(context.values()).toList();
		RefusedException.unless(context.size() <= MOST && urls.size() <= MOST, "context",
				"has to be at most " + MOST + " values");
		RefusedException.unless(urls.stream().noneMatch((url) -> this.people.matcher(url).matches()), "context",
				"must not show people: the service of the receivers is no source of it");
	}

	private static Stream<String> urls(Collection<?> values) {
		return values.stream()
			.flatMap((value) -> (value instanceof Collection<?> list) ? urls(list)
					: Stream.of(value).filter(String.class::isInstance).map(String.class::cast))
			.filter((text) -> URL.matcher(text).matches());
	}

}
