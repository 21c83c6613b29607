package cinema.auth.preference;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.web.client.RestClient;

/**
 * The topics that the orchestrator declares. While it is away, what it said last counts;
 * without that nothing is known, and people still leave what a letter of theirs is about.
 */
@Component
class DeclaredTopics {

	private static final Logger logger = LoggerFactory.getLogger(DeclaredTopics.class);

	/** So long nobody is asked who has not answered. */
	private static final Duration AWAY = Duration.ofSeconds(10);

	private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {
	};

	private final ReentrantLock asking = new ReentrantLock();

	private final RestClient http;

	private final PreferenceProperties properties;

	private final Clock clock;

	private volatile List<Topic> known = List.of();

	private volatile Instant askAgain = Instant.MIN;

	DeclaredTopics(PreferenceProperties properties, Clock clock) {
		SimpleClientHttpRequestFactory calls = new SimpleClientHttpRequestFactory();
		calls.setConnectTimeout(properties.timeout());
		calls.setReadTimeout(properties.timeout());
		this.http = RestClient.builder().requestFactory(calls).build();
		this.properties = properties;
		this.clock = clock;
	}

	/** All of them in their order, or none when nobody has ever said. */
	List<Topic> all() {
		if (!this.clock.instant().isBefore(this.askAgain) && this.asking.tryLock()) {
			try {
				ask();
			}
			finally {
				this.asking.unlock();
			}
		}
		return this.known;
	}

	/** One of them; of another nothing is known but its name. */
	Topic find(String name, String channel) {
		return all().stream()
			.filter((one) -> one.name().equals(name))
			.findFirst()
			.orElseGet(() -> Topic.unknown(name, Set.of(channel)));
	}

	private void ask() {
		Duration pause = AWAY;
		try {
			String answer = this.http.get().uri(this.properties.topicsUrl()).retrieve().body(String.class);
			this.known = read(JsonMapper.shared().readTree(String.valueOf(answer)));
			pause = this.properties.remember();
		}
		catch (RuntimeException away) {
			logger.warn("{} does not say which topics there are: {}", this.properties.topicsUrl(), away.toString());
		}
		this.askAgain = this.clock.instant().plus(pause);
	}

	private static List<Topic> read(JsonNode answer) {
		Assert.state(answer.path("items").isArray(), "there is no list of items");
		List<Topic> topics = new ArrayList<>();
		for (JsonNode one : answer.path("items")) {
			topics.add(new Topic(one.path("name").asString(), words(one.path("title")), words(one.path("about")),
					one.path("required").asBoolean(false), one.path("by_default").asBoolean(true),
					one.path("channels").valueStream().map(JsonNode::asString).toList(),
					one.path("rhythms").valueStream().map(JsonNode::asString).toList(),
					one.path("double_opt_in").asBoolean(false)));
		}
		return List.copyOf(topics);
	}

	private static Map<String, String> words(JsonNode words) {
		return words.isObject() ? JsonMapper.shared().convertValue(words, WORDS) : Map.of();
	}

}
