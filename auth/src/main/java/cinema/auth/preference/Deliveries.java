package cinema.auth.preference;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

import cinema.auth.delivery.Delivery;
import cinema.auth.outbox.Outbox;
import cinema.auth.preference.Preferences.Changed;
import cinema.auth.preference.Preferences.How;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * When people want to be told. A change is announced, so that what waits for them is
 * looked at anew.
 */
@Component
class Deliveries {

	private final JdbcClient jdbc;

	private final PreferenceChanges changes;

	private final Outbox outbox;

	private final Clock clock;

	Deliveries(JdbcClient jdbc, PreferenceChanges changes, Outbox outbox, Clock clock) {
		this.jdbc = jdbc;
		this.changes = changes;
		this.outbox = outbox;
		this.clock = clock;
	}

	/** Forgets what was there. */
	@Transactional
	void replace(UUID userId, Delivery wanted, How how) {
		Instant now = this.clock.instant();
		Delivery before = Delivery.parse(this.jdbc.sql("select delivery from users where id = ? for update")
			.param(userId)
			.query((row, number) -> Optional.ofNullable(row.getString(1)))
			.single()
			.orElse(null), now);
		List<Changed> changed = changes(before.said(), wanted.said(), now, how);
		if (changed.isEmpty()) {
			return;
		}
		this.jdbc.sql("update users set delivery = :delivery::jsonb where id = :id")
			.param("delivery", wanted.written(), Types.VARCHAR)
			.param("id", userId)
			.update();
		this.changes.note(userId, changed);
		this.outbox.announce("user_changed_delivery", UUID.randomUUID().toString(), userId, Map.of("changed",
				changed.stream().map((one) -> String.valueOf(one.about())).distinct().toList(), "how", how.word()));
	}

	private static List<Changed> changes(Map<String, String> before, Map<String, String> after, Instant now, How how) {
		TreeSet<String> all = new TreeSet<>(before.keySet());
		all.addAll(after.keySet());
		List<Changed> changes = new ArrayList<>();
		all.stream()
			.filter((about) -> !Objects.equals(before.get(about), after.get(about)))
			.forEach((about) -> changes.add(change(about, after.get(about), now, how)));
		return changes;
	}

	private static Changed change(String about, @Nullable String said, Instant now, How how) {
		String[] parts = about.split(" ", 2);
		return new Changed(now, (parts.length > 1) ? parts[1] : null, null, null, parts[0], said, how.word());
	}

}
