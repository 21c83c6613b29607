package cinema.auth.account;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people want to hear of, by topic and channel; what is not named is wanted. */
@Component
public class Preferences {

	private static final TypeReference<Map<String, Map<String, Boolean>>> TYPE = new TypeReference<>() {
	};

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final JdbcClient jdbc;

	Preferences(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Preferences as the database stores them. */
	public static Map<String, Map<String, Boolean>> parse(String stored) {
		return JSON.readValue(stored, TYPE);
	}

	/** Topic to channel to whether it is wanted. */
	public Map<String, Map<String, Boolean>> of(UUID userId) {
		return this.jdbc.sql("select preferences from users where id = ?")
			.param(userId)
			.query(String.class)
			.optional()
			.map(Preferences::parse)
			.orElse(Map.of());
	}

	/** Adds what is named to what was there. */
	@Transactional
	Map<String, Map<String, Boolean>> change(UUID userId, Map<String, Map<String, Boolean>> changes) {
		String stored = this.jdbc.sql("select preferences from users where id = ? for update")
			.param(userId)
			.query(String.class)
			.single();
		Map<String, Map<String, Boolean>> preferences = new TreeMap<>(parse(stored));
		changes.forEach((topic, channels) -> {
			Map<String, Boolean> known = new TreeMap<>(preferences.getOrDefault(topic, Map.of()));
			known.putAll(channels);
			preferences.put(topic, known);
		});
		return store(userId, preferences);
	}

	/** Forgets what was there. */
	Map<String, Map<String, Boolean>> store(UUID userId, Map<String, Map<String, Boolean>> preferences) {
		this.jdbc.sql("update users set preferences = ?::jsonb where id = ?")
			.params(JSON.writeValueAsString(preferences), userId)
			.update();
		return preferences;
	}

}
