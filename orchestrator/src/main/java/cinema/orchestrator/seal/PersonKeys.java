package cinema.orchestrator.seal;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import cinema.platform.seal.SealingKeys;
import cinema.platform.seal.Seals;
import cinema.platform.seal.Seals.UnopenedException;
import cinema.platform.sweep.Sweep;
import cinema.workflows.plan.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;

/**
 * A key of each person, wrapped by the installation's. Who is erased has none any more,
 * and gets none again; without a key of the installation nobody has one.
 */
@Component
public class PersonKeys {

	private static final Logger logger = LoggerFactory.getLogger(PersonKeys.class);

	static final String ID = "person";

	/** So long an instance may go on with the key of somebody whom another one erased. */
	private static final Duration HELD = Duration.ofMinutes(1);

	private static final int MOST_HELD = 20_000;

	/** As long as the journal knows that they were erased. */
	private static final Duration MARKED = Duration.ofDays(400);

	private static final int BYTES = 32;

	private static final SecureRandom RANDOM = new SecureRandom();

	/** In their order, so that two instances never wait for each other's rows. */
	private static final String INSERT = """
			insert into person_key (person, master, wrapped, at)
			select person, ?, wrapped, ? from unnest(?::text[], ?::text[]) as r(person, wrapped) order by person
			on conflict (person) do nothing
			""";

	private final Map<String, Held> held = new ConcurrentHashMap<>();

	private final JdbcClient jdbc;

	private final Seals house;

	private final AddressHashes addresses;

	private final TransactionTemplate apart;

	private final Clock clock;

	PersonKeys(JdbcClient jdbc, JournalProperties properties, PlatformTransactionManager transactions, Clock clock) {
		SealingKeys keys = properties.sealing();
		this.jdbc = jdbc;
		this.house = new Seals(keys);
		this.addresses = new AddressHashes(keys);
		// What is sealed with a key stays, whatever becomes of whoever asked for it.
		this.apart = new TransactionTemplate(transactions);
		this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.clock = clock;
	}

	/** Whether anything is sealed. */
	boolean isOn() {
		return this.house.isOn();
	}

	/**
	 * Whose an event is, as keys are kept: the user's id, or a hash of the address where
	 * that is all that is known; null when it is nobody's.
	 */
	public @Nullable String person(Event event, @Nullable String userId) {
		if (userId != null) {
			return userId;
		}
		Object sealed = event.details().get(SealedDetails.FIELD);
		Object address = event.details().get("email");
		return (sealed instanceof String text) ? Keyring.person(text).orElse(null)
				: (address instanceof String email && !email.isBlank()) ? this.addresses.of(email) : null;
	}

	/**
	 * The name of whoever is known by this address alone; null where nothing is sealed.
	 */
	public @Nullable String person(String address) {
		return this.addresses.of(address);
	}

	/** Whose events are that name this address alone. */
	public List<String> people(String address) {
		return this.addresses.all(address);
	}

	/** Whether such a name stands for an address. */
	public static boolean isAddress(@Nullable String person) {
		return person != null && person.startsWith(AddressHashes.SIGN);
	}

	/** The keys of these people, which are made where there are none. */
	public Keyring of(Collection<? extends @Nullable String> people) {
		Set<String> asked = new TreeSet<>();
		people.stream().filter(Objects::nonNull).forEach(asked::add);
		Map<String, Seals> found = find(asked);
		if (isOn() && !found.keySet().containsAll(asked)) {
			asked.removeAll(found.keySet());
			this.apart.executeWithoutResult((transaction) -> make(asked));
			found.putAll(find(asked));
		}
		return new Keyring(this.house, found);
	}

	/** What opens these texts, as far as anything does. */
	public Keyring opening(Collection<String> sealed) {
		Set<String> people = sealed.stream()
			.flatMap((text) -> Keyring.person(text).stream())
			.collect(Collectors.toSet());
		if (!isOn() && !people.isEmpty()) {
			// Nobody was erased: whoever has the key goes on with it.
			throw new IllegalStateException("cinema.journal has no key here, and something is sealed with one");
		}
		Map<String, Seals> found = find(people);
		if (!found.keySet().containsAll(people)) {
			requireErased(people.stream().filter((one) -> !found.containsKey(one) && !isAddress(one)).toList());
		}
		return new Keyring(this.house, found);
	}

	/** Who has no key and was not erased had one that is lost, and waits for it. */
	private void requireErased(List<String> people) {
		int erased = this.jdbc.sql("select count(*) from person_key where person = any(?) and wrapped is null")
			.param(people.toArray(String[]::new))
			.query(Integer.class)
			.single();
		Assert.state(erased >= people.size(), "the keys of " + (people.size() - erased) + " people are lost");
	}

	private Map<String, Seals> find(Set<String> people) {
		Instant now = this.clock.instant();
		Map<String, Seals> found = new HashMap<>();
		people.forEach((person) -> {
			Held known = this.held.get(person);
			if (known != null && now.isBefore(known.until())) {
				found.put(person, known.key());
			}
		});
		if (isOn() && found.size() < people.size()) {
			read(people.stream().filter((person) -> !found.containsKey(person)).toArray(String[]::new), now, found);
		}
		return found;
	}

	private void read(String[] people, Instant now, Map<String, Seals> found) {
		makeRoom(now);
		this.jdbc.sql("select person, master, wrapped from person_key where person = any(?) and wrapped is not null")
			.param(people)
			.query((row) -> {
				String person = row.getString(1);
				byte[] key = unwrapped(person, row.getString(2), row.getString(3));
				Seals seals = new Seals(new SealingKeys(Map.of(ID, key), ID));
				found.put(person, seals);
				// That of an address may be dropped, and another one be made.
				if (!isAddress(person) && this.held.size() < MOST_HELD) {
					this.held.put(person, new Held(seals, now.plus(HELD)));
				}
			});
	}

	private void makeRoom(Instant now) {
		if (this.held.size() >= MOST_HELD) {
			this.held.values().removeIf((one) -> !now.isBefore(one.until()));
		}
	}

	private void make(Set<String> people) {
		Map<String, String> fresh = new TreeMap<>();
		people.forEach((person) -> {
			byte[] key = new byte[BYTES];
			RANDOM.nextBytes(key);
			fresh.put(person, wrapped(person, key));
		});
		this.jdbc.sql(INSERT)
			.params(this.house.current(), now(), fresh.keySet().toArray(String[]::new),
					fresh.values().toArray(String[]::new))
			.update();
	}

	private String wrapped(String person, byte[] key) {
		return Base64.getEncoder().encodeToString(this.house.seal(key, "key of " + person));
	}

	private byte[] unwrapped(String person, String master, String wrapped) {
		return this.house.open(master, Base64.getDecoder().decode(wrapped), "key of " + person);
	}

	/** From now on nothing of this user is opened or sealed any more. */
	public void erase(String userId) {
		this.jdbc.sql("""
				insert into person_key (person, at) values (?, ?)
				on conflict (person) do update set master = null, wrapped = null, at = excluded.at
				""").params(userId, now()).update();
		this.held.remove(userId);
	}

	/** What was sealed for an address is not opened any more; what comes later is. */
	public void drop(Collection<String> people) {
		this.jdbc.sql("delete from person_key where person = any(?)").param(people.toArray(String[]::new)).update();
		this.held.keySet().removeAll(people);
	}

	/**
	 * Wraps by the present key of the installation what one of before has wrapped, and
	 * forgets marks of erasures that are old.
	 */
	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void keepUp() {
		new Sweep("person_key", "at", "wrapped is null").delete(this.jdbc, this.clock.instant().minus(MARKED));
		if (isOn()) {
			Optional<String> last = Optional.of("");
			while (last.isPresent()) {
				String after = last.get();
				last = Objects.requireNonNullElse(this.apart.execute((transaction) -> rewrapAfter(after)),
						Optional.empty());
			}
		}
	}

	/**
	 * Once over all, batch by batch: two instances may want it by different keys for a
	 * while.
	 */
	private Optional<String> rewrapAfter(String person) {
		List<Wrapped> rows = this.jdbc.sql("""
				select person, master, wrapped from person_key
				 where (master < :current or master > :current) and person > :after
				 order by person limit 500 for update skip locked
				""").param("current", this.house.current()).param("after", person).query(Wrapped.class).list();
		rows.forEach((one) -> {
			try {
				rewrap(one);
			}
			catch (UnopenedException ex) {
				logger.warn("The key of somebody cannot be wrapped anew: {}", ex.getMessage());
			}
		});
		return rows.stream().map(Wrapped::person).reduce((one, next) -> next);
	}

	private void rewrap(Wrapped one) {
		String anew = wrapped(one.person(), unwrapped(one.person(), one.master(), one.wrapped()));
		this.jdbc.sql("update person_key set master = ?, wrapped = ? where person = ?")
			.params(this.house.current(), anew, one.person())
			.update();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	/** A key as it rests, by which of the installation it is wrapped. */
	record Wrapped(String person, String master, String wrapped) {
	}

	/** A key that is not asked for again until that moment. */
	private record Held(Seals key, Instant until) {
	}

}
