package cinema.orchestrator.cap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.page.ErasedReceivers;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Capped;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Three letters of the class {@code offers} a day, and never a fourth. */
@IntegrationTest
class CapUsesIntegrationTests {

	private static final Capped OFFERS = new Capped("offers", Capped.Over.DEFER);

	private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

	private final String user = UUID.randomUUID().toString();

	@Autowired
	private CapUses caps;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private JdbcTemplate table;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private Catalogue catalogue;

	@Autowired
	private ErasedReceivers erased;

	@Autowired
	private Journal journal;

	@Test
	void hasAPlaceForThree() {
		assertThat(at(NOON).take(OFFERS, List.of(letter()))).isEmpty();
		assertThat(at(NOON.plusSeconds(60)).take(OFFERS, List.of(letter()))).isEmpty();
		assertThat(at(NOON.plusSeconds(120)).take(OFFERS, List.of(letter()))).isEmpty();

		CountedLetter fourth = letter();
		assertThat(at(NOON.plusSeconds(180)).take(OFFERS, List.of(fourth))).hasSize(1)
			.hasEntrySatisfying(fourth.id(), (none) -> {
				assertThat(none.until()).isEqualTo(NOON.plus(Duration.ofDays(1)));
				assertThat(none.reason()).isEqualTo("cap: 3 letters of class offers in 24 hours");
			});
		assertThat(at(NOON.plus(Duration.ofDays(1)).minusMillis(1)).take(OFFERS, List.of(fourth))).hasSize(1);
		assertThat(at(NOON.plus(Duration.ofDays(1))).take(OFFERS, List.of(fourth))).isEmpty();
	}

	@Test
	void countsThePostingThatComesAgainOnce() {
		List<CountedLetter> three = letters(3);
		three.forEach((one) -> this.caps.take(OFFERS, List.of(one)));

		assertThat(this.caps.take(OFFERS, three)).isEmpty();

		assertThat(used()).isEqualTo(3);
	}

	/**
	 * A further attempt that goes after its window counts within the one in which it
	 * goes.
	 */
	@Test
	void givesALetterThatGoesAfterItsWindowAnotherPlace() {
		CountedLetter late = letter();
		CountedLetter again = new CountedLetter(late.id(), this.user, Channel.EMAIL, true);
		at(NOON).take(OFFERS, List.of(late));
		assertThat(at(NOON.plus(Duration.ofHours(23))).take(OFFERS, List.of(again))).isEmpty();
		letters(3).forEach((one) -> at(NOON.plus(Duration.ofHours(25))).take(OFFERS, List.of(one)));

		assertThat(at(NOON.plus(Duration.ofHours(26))).take(OFFERS, List.of(late))).as("asked once more").isEmpty();
		assertThat(at(NOON.plus(Duration.ofHours(26))).take(OFFERS, List.of(again))).hasSize(1);
		assertThat(at(NOON.plus(Duration.ofHours(50))).take(OFFERS, List.of(again))).isEmpty();
		assertThat(at(NOON.plus(Duration.ofHours(50))).take(OFFERS, letters(3))).as("it counts from now").hasSize(1);
	}

	@Test
	void countsWhoHasAsManyAsTheyMayHave() {
		String other = UUID.randomUUID().toString();
		this.caps.take(OFFERS, letters(3));
		this.caps.take(OFFERS, List.of(letterTo(other)));

		assertThat(this.caps.full(OFFERS, List.of(letter(), letterTo(other), letter()))).isEqualTo(1);
		assertThat(used()).as("nothing is taken").isEqualTo(3);
	}

	/** As two instances do, each with several pages at a time. */
	@Test
	void isExactWhereManyAskAtTheSameTime() throws Exception {
		String other = UUID.randomUUID().toString();
		List<CapUses> instances = List.of(at(NOON), at(NOON));
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Integer>> asking = new ArrayList<>();
			for (int i = 0; i < 40; i++) {
				CapUses instance = instances.get(i % 2);
				List<CountedLetter> page = (i % 3 == 0) ? List.of(letter(), letterTo(other))
						: List.of(letterTo(other), letter());
				asking.add(() -> instance.take(OFFERS, page).size());
			}
			int without = 0;
			for (Future<Integer> one : threads.invokeAll(asking)) {
				without += one.get();
			}
			assertThat(without).isEqualTo(80 - 6);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(used()).isEqualTo(3);
	}

	@Test
	void countsEachLetterOfSomebodyWhoIsInAPageTwice() {
		assertThat(this.caps.take(OFFERS, letters(5))).hasSize(2);

		assertThat(used()).isEqualTo(3);
	}

	@Test
	void hasAPlaceAgainWhereOneWasGivenBack() {
		List<CountedLetter> three = letters(3);
		this.caps.take(OFFERS, three);
		CountedLetter fourth = letter();
		assertThat(this.caps.take(OFFERS, List.of(fourth))).hasSize(1);

		this.caps.giveBack(List.of(three.get(0).id()));

		assertThat(this.caps.take(OFFERS, List.of(fourth))).isEmpty();
	}

	@Test
	void asksNothingWhereNobodyCounts() {
		CountedLetter sms = new CountedLetter(UUID.randomUUID(), this.user, Channel.SMS);
		CountedLetter nobody = new CountedLetter(UUID.randomUUID(), null, Channel.EMAIL);

		assertThat(this.caps.take(null, letters(9))).isEmpty();
		assertThat(this.caps.take(new Capped("default", Capped.Over.DROP), letters(9))).isEmpty();
		assertThat(this.caps.take(new Capped("gone", Capped.Over.DROP), letters(9))).isEmpty();
		assertThat(this.caps.take(OFFERS, List.of(sms, nobody))).isEmpty();

		assertThat(used()).isZero();
		assertThat(this.table.queryForObject("select count(*) from cap_use where posting_id = any(?)", Integer.class,
				(Object) new UUID[] { sms.id(), nobody.id() }))
			.isZero();
	}

	@Test
	void tellsHowManyOfWhatClassSomebodyHad() {
		this.caps.take(OFFERS, letters(2));

		assertThat(this.caps.of(this.user)).containsExactly(new CapCount("offers", 2, 3, Duration.ofDays(1)),
				new CapCount("series", 0, 20, Duration.ofDays(1)));
	}

	@Test
	void forgetsWhoIsErasedAndWhatIsOld() {
		this.caps.take(OFFERS, letters(2));
		String other = UUID.randomUUID().toString();
		at(Instant.now().minus(Duration.ofHours(47))).take(OFFERS, List.of(letterTo(other)));
		at(Instant.now().minus(Duration.ofHours(49))).take(OFFERS, List.of(letterTo(other)));

		this.erased.erase(this.user);
		this.caps.forgetOld();

		assertThat(used()).isZero();
		assertThat(this.table.queryForObject("select count(*) from cap_use where user_id = ?", Integer.class, other))
			.isEqualTo(1);
		assertThat(this.journal.erased(List.of(this.user))).containsExactly(this.user);
	}

	private CapUses at(Instant now) {
		return new CapUses(this.jdbc, this.transaction, this.catalogue, new SimpleMeterRegistry(),
				Clock.fixed(now, ZoneOffset.UTC));
	}

	private int used() {
		return this.table.queryForObject("select count(*) from cap_use where user_id = ?", Integer.class, this.user);
	}

	private List<CountedLetter> letters(int many) {
		return IntStream.range(0, many).mapToObj((one) -> letter()).toList();
	}

	private CountedLetter letter() {
		return letterTo(this.user);
	}

	private static CountedLetter letterTo(String user) {
		return new CountedLetter(UUID.randomUUID(), user, Channel.EMAIL);
	}

}
