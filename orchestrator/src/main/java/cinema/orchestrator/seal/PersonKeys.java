package cinema.orchestrator.seal;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import cinema.platform.memory.Recent;
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
import org.springframework.transaction.support.TransactionSynchronizationManager;
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

	/**
	 * In one statement, since each new person passes here; in their order, so that two
	 * instances never wait for each other's rows.
	 */
	private static final String FIND_OR_MAKE = """
			with known as (select person, master, wrapped from person_key where person = any(?)),
			     made as (insert into person_key (person, master, wrapped, at)
			              select person, ?, wrapped, ? from unnest(?::text[], ?::text[]) as r(person, wrapped)
			               where person not in (select person from known) order by person
			              on conflict (person) do nothing returning person, master, wrapped)
			select person, master, wrapped from known where wrapped is not null union all select * from made
			""";

	private final Recent<String, Seals> held;

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
		this.held = new Recent<>(HELD, MOST_HELD, clock);
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
		Map<String, Seals> found = held(asked);
		asked.removeAll(found.keySet());
		if (asked.size() > 1) {
			// Most of many have one.
			read(asked, found);
			asked.removeAll(found.keySet());
		}
		if (isOn() && !asked.isEmpty()) {
			List<Wrapped> rows = TransactionSynchronizationManager.isActualTransactionActive()
					? this.apart.execute((transaction) -> findOrMake(asked)) : findOrMake(asked);
			hold(Objects.requireNonNull(rows), found);
			// Another instance may have made one in the same moment.
			asked.removeAll(found.keySet());
			read(asked, found);
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
		Map<String, Seals> found = held(people);
		read(people.stream().filter((person) -> !found.containsKey(person)).toList(), found);
		return found;
	}

	private Map<String, Seals> held(Set<String> people) {
		Map<String, Seals> found = new HashMap<>();
		people.forEach((person) -> {
			Seals known = this.held.get(person);
			if (known != null) {
				found.put(person, known);
			}
		});
		return found;
	}

	private void read(Collection<String> people, Map<String, Seals> found) {
		if (isOn() && !people.isEmpty()) {
			hold(this.jdbc
				.sql("select person, master, wrapped from person_key where person = any(?) and wrapped is not null")
				.param(people.toArray(String[]::new))
				.query(Wrapped.class)
				.list(), found);
		}
	}

	private void hold(List<Wrapped> rows, Map<String, Seals> found) {
		rows.forEach((one) -> {
			byte[] key = unwrapped(one.person(), one.master(), one.wrapped());
			Seals seals = new Seals(new SealingKeys(Map.of(ID, key), ID));
			found.put(one.person(), seals);
			// That of an address may be dropped, and another one be made.
			if (!isAddress(one.person())) {
				this.held.put(one.person(), seals);
			}
		});
	}

	private List<Wrapped> findOrMake(Set<String> people) {
		Map<String, String> fresh = new TreeMap<>();
		people.forEach((person) -> {
			byte[] key = new byte[BYTES];
			RANDOM.nextBytes(key);
			fresh.put(person, wrapped(person, key));
		});
		String[] names = fresh.keySet().toArray(String[]::new);
		return this.jdbc.sql(FIND_OR_MAKE)
			.params(names, this.house.current(), now(), names, fresh.values().toArray(String[]::new))
			.query(Wrapped.class)
			.list();
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
		this.held.forget(List.of(userId));
	}

	/** What was sealed for an address is not opened any more; what comes later is. */
	public void drop(Collection<String> people) {
		this.jdbc.sql("delete from person_key where person = any(?)").param(people.toArray(String[]::new)).update();
		this.held.forget(people);
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

}
