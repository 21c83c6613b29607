package cinema.orchestrator.cap;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import cinema.orchestrator.catalogue.CapEntry;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.LetterClasses;
import cinema.platform.sweep.Sweep;
import cinema.workflows.plan.Capped;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts letters of classes with a cap. Who is about to publish asks for a place first,
 * of which there are so many for a person within a window; one that is asked for again is
 * the same place. A letter that goes later than its window has another one.
 */
@Component
public class CapUses {

	/** For so long beyond any window a letter that is asked for again is known. */
	private static final Duration KNOWN = Duration.ofDays(1);

	/**
	 * By a statement of its own, since the next one has to see what was committed before
	 * the locks were free; sorted, so that two never wait for each other.
	 */
	private static final String LOCK = "select pg_advisory_xact_lock(key) from unnest(?::bigint[]) as key";

	/** Who has as many has no place until the last of those leaves the window. */
	private static final String PLACE = """
			with asked as (
			    select id, user_id from unnest(?::uuid[], ?::text[], ?::boolean[]) as r(id, user_id, again)
			     where not exists (select from cap_use where posting_id = r.id and (at > ? or not again))),
			judged as (
			    select id, user_id, (select u.at from cap_use u
			                          where u.user_id = asked.user_id and u.class = ? and u.at > ?
			                          order by u.at desc offset ? limit 1) as last
			      from asked),
			placed as (
			    insert into cap_use (posting_id, class, user_id, at)
			    select id, ?, user_id, ? from judged where last is null
			    on conflict (posting_id) do update set at = excluded.at)
			select id, last from judged where last is not null
			""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final LetterClasses classes;

	private final MeterRegistry meters;

	private final Clock clock;

	CapUses(JdbcClient jdbc, TransactionTemplate transaction, Catalogue catalogue, MeterRegistry meters, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.classes = catalogue.classes();
		this.meters = meters;
		this.clock = clock;
		this.classes.all().keySet().forEach((name) -> {
			for (Capped.Over over : Capped.Over.values()) {
				count(name, over, 0);
			}
		});
	}

	private void count(String letterClass, Capped.Over over, int letters) {
		this.meters.counter("cinema.caps.reached", "class", letterClass, "letters", became(over)).increment(letters);
	}

	private static String became(Capped.Over over) {
		return switch (over) {
			case DEFER -> "deferred";
			case DROP -> "dropped";
			case FOLD -> "folded";
		};
	}

	/**
	 * Takes a place for each of these letters; committed when this returns.
	 * @param capped how they count, or null for not at all
	 * @return those for which there is none
	 */
	public Map<UUID, NoPlace> take(@Nullable Capped capped, Collection<CountedLetter> letters) {
		return take(capped, letters, (without) -> {
		});
	}

	/**
	 * The same, and what follows from it is committed together with it: of two tries of
	 * one letter the later one sees what the other has done.
	 * @param following is told those for which there is none, once for each transaction
	 */
	public Map<UUID, NoPlace> take(@Nullable Capped capped, Collection<CountedLetter> letters,
			Consumer<Map<UUID, NoPlace>> following) {
		Map<UUID, NoPlace> without = new HashMap<>();
		if (capped == null) {
			return without;
		}
		List<CountedLetter> left = new ArrayList<>(letters);
		left.removeIf((one) -> one.userId() == null || this.classes.cap(capped, one.channel()).isEmpty());
		while (!left.isEmpty()) {
			// A statement sees none of the places that it takes itself.
			Map<String, CountedLetter> once = new TreeMap<>();
			left.forEach((one) -> once.putIfAbsent(String.valueOf(one.userId()), one));
			CapEntry cap = this.classes.cap(capped, left.get(0).channel()).orElseThrow();
			without.putAll(Objects.requireNonNull(this.transaction.execute((tx) -> {
				Map<UUID, NoPlace> none = place(capped, cap, once);
				following.accept(none);
				return none;
			})));
			left.removeAll(once.values());
		}
		count(capped.letterClass(), capped.over(), without.size());
		return without;
	}

	private Map<UUID, NoPlace> place(Capped capped, CapEntry cap, Map<String, CountedLetter> once) {
		this.jdbc.sql(LOCK)
			.param(once.keySet().stream().map((userId) -> key(capped, userId)).sorted().toArray(Long[]::new))
			.query()
			.listOfRows();
		Instant now = this.clock.instant();
		Timestamp begin = Timestamp.from(now.minus(cap.window()));
		Map<UUID, NoPlace> without = new HashMap<>();
		this.jdbc.sql(PLACE)
			.params(once.values().stream().map(CountedLetter::id).toArray(UUID[]::new),
					once.keySet().toArray(String[]::new),
					once.values().stream().map(CountedLetter::again).toArray(Boolean[]::new))
			.params(begin, capped.letterClass(), begin, Objects.requireNonNull(cap.letters()) - 1)
			.params(capped.letterClass(), Timestamp.from(now))
			.query((row, number) -> without.put(row.getObject(1, UUID.class), noPlace(capped, cap, row)))
			.list();
		return without;
	}

	private static NoPlace noPlace(Capped capped, CapEntry cap, ResultSet row) throws SQLException {
		return new NoPlace(row.getTimestamp(2).toInstant().plus(cap.window()), cap.window(),
				"cap: " + cap.words(capped.letterClass()));
	}

	/** The same for the same person and class in every instance. */
	private static long key(Capped capped, String userId) {
		return UUID.nameUUIDFromBytes(("cap " + capped.letterClass() + " " + userId).getBytes(StandardCharsets.UTF_8))
			.getLeastSignificantBits();
	}

	/**
	 * How many of these people have had as many letters of a class as they may have by
	 * now. Takes no place.
	 */
	public int full(Capped capped, Collection<CountedLetter> letters) {
		Map<CapEntry, Set<String>> people = new HashMap<>();
		letters.forEach((one) -> this.classes.cap(capped, one.channel())
			.filter((cap) -> one.userId() != null)
			.ifPresent(
					(cap) -> people.computeIfAbsent(cap, (none) -> new TreeSet<>()).add(String.valueOf(one.userId()))));
		return people.entrySet().stream().mapToInt((one) -> full(capped, one.getKey(), one.getValue())).sum();
	}

	private int full(Capped capped, CapEntry cap, Set<String> people) {
		return this.jdbc.sql("""
				select count(*) from unnest(?::text[]) as r(user_id)
				 where (select count(*) from cap_use u where u.user_id = r.user_id and u.class = ? and u.at > ?) >= ?
				""")
			.param(people.toArray(String[]::new))
			.params(capped.letterClass(), Timestamp.from(this.clock.instant().minus(cap.window())),
					Objects.requireNonNull(cap.letters()))
			.query(Integer.class)
			.single();
	}

	/** Of letters that are not sent after all. */
	public void giveBack(Collection<UUID> postingIds) {
		if (!postingIds.isEmpty() && this.classes.haveCaps()) {
			this.jdbc.sql("delete from cap_use where posting_id = any(?)")
				.param(postingIds.toArray(UUID[]::new))
				.update();
		}
	}

	/** How many of each class with a cap somebody has had. */
	public List<CapCount> of(String userId) {
		return this.classes.all()
			.entrySet()
			.stream()
			.flatMap((one) -> Optional.ofNullable(one.getValue().letters())
				.map((most) -> new CapCount(one.getKey(), used(userId, one.getKey(), one.getValue().window()), most,
						one.getValue().window()))
				.stream())
			.toList();
	}

	private int used(String userId, String letterClass, Duration window) {
		return this.jdbc.sql("select count(*) from cap_use where user_id = ? and class = ? and at > ?")
			.params(userId, letterClass, Timestamp.from(this.clock.instant().minus(window)))
			.query(Integer.class)
			.single();
	}

	/**
	 * Forgets somebody.
	 * @param userId or the hash of an address
	 */
	public void forget(String userId) {
		this.jdbc.sql("delete from cap_use where user_id = ?").param(userId).update();
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void forgetOld() {
		new Sweep("cap_use", "at").delete(this.jdbc,
				this.clock.instant().minus(this.classes.longestWindow()).minus(KNOWN));
	}

	/**
	 * A person has as many letters of a class as they may have.
	 *
	 * @param until when a place is free
	 * @param window of the cap
	 * @param reason which cap it is, in plain words
	 */
	public record NoPlace(Instant until, Duration window, String reason) {

		/**
		 * The moment rounded up, so that letters of many people wait for a few moments
		 * together; as it is where that is too late.
		 */
		public Instant together(Instant deadline) {
			long grid = Math.max(60, this.window.toSeconds() / 12);
			Instant rounded = Instant.ofEpochSecond((this.until.getEpochSecond() / grid + 1) * grid);
			return rounded.isBefore(deadline) ? rounded : this.until;
		}

	}

}
