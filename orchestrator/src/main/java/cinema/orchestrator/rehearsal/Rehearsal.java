package cinema.orchestrator.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import cinema.orchestrator.audience.AudiencePage;
import cinema.orchestrator.audience.AudienceReader;
import cinema.orchestrator.cap.CapUses;
import cinema.orchestrator.cap.CountedLetter;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.plan.MailingPlanner;
import cinema.orchestrator.rehearsal.DryRun.Held;
import cinema.orchestrator.rehearsal.DryRun.OverCap;
import cinema.workflows.mailing.OpenedPage;
import cinema.workflows.page.PageGroup;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** Plans a mailing as its event would, and looks what comes of it. */
@Component
public class Rehearsal {

	/** For all values of a context together. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String LATE = "it was not asked: all values together took longer than " + PATIENCE.toSeconds()
			+ " seconds";

	private static final String EXPIRED = "its deadline would have passed";

	private final MailingPlanner planner;

	private final AudienceReader audience;

	private final ContextCollector collector;

	private final CapUses caps;

	private final Catalogue catalogue;

	private final RehearsalProperties properties;

	private final Clock clock;

	Rehearsal(MailingPlanner planner, AudienceReader audience, ContextCollector collector, CapUses caps,
			Catalogue catalogue, RehearsalProperties properties, Clock clock) {
		this.caps = caps;
		this.catalogue = catalogue;
		this.planner = planner;
		this.audience = audience;
		this.collector = collector;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * The mailing that an order would be, were it announced now.
	 * @param order the fields of a mailing event
	 */
	public Mailing mailing(Map<String, Object> order) {
		return this.planner.ordered(new Event("mailing", "rehearsal", null, this.clock.instant(), order));
	}

	/** What each value is now, as far as that is to be had soon. */
	public List<SourceAnswer> sources(Map<String, Object> context) {
		long until = System.nanoTime() + PATIENCE.toNanos();
		List<SourceAnswer> answers = new ArrayList<>();
		context.forEach((name, value) -> answers.add(source(name, value, until)));
		return answers;
	}

	private SourceAnswer source(String name, Object value, long until) {
		try {
			return SourceAnswer.of(name, JsonMapper.shared().writeValueAsString(ask(name, value, until)));
		}
		catch (RuntimeException ex) {
			return new SourceAnswer(name, null, problem(ex));
		}
	}

	/** One after the other, no further than the patience goes. */
	private @Nullable Object ask(String name, @Nullable Object value, long until) {
		if (value instanceof List<?> list) {
			List<@Nullable Object> answers = new ArrayList<>();
			list.forEach((one) -> answers.add(ask(name, one, until)));
			return answers;
		}
		Assert.state(System.nanoTime() <= until, LATE);
		return this.collector.collect(Collections.singletonMap(name, value)).get(name);
	}

	/** In words for people. */
	public static String problem(RuntimeException failure) {
		return (failure instanceof ApplicationFailure said) ? said.getOriginalMessage()
				: String.valueOf(failure.getMessage());
	}

	/**
	 * Reads the audience as the mailing would, as far as that is short.
	 * @throws RuntimeException as {@link AudienceReader#read} does
	 */
	public DryRun dryRun(Mailing mailing) {
		Counting counting = new Counting(this.clock.instant());
		Capped capped = mailing.capped();
		int over = 0;
		String url = mailing.audience();
		int pages = 0;
		while (url != null && pages++ < this.properties.dryRunPages()) {
			AudiencePage page = this.audience.read(mailing, url);
			counting.add(page.opened());
			over += (capped != null) ? this.caps.full(capped, counted(page)) : 0;
			url = page.next();
		}
		return counting.result(url == null, (capped != null) ? overCap(mailing, capped, over) : null);
	}

	private static List<CountedLetter> counted(AudiencePage page) {
		return page.page()
			.receivers()
			.stream()
			.map((one) -> new CountedLetter(one.postingId(), one.userId(), one.channel()))
			.toList();
	}

	private @Nullable OverCap overCap(Mailing mailing, Capped capped, int receivers) {
		return mailing.channels()
			.stream()
			.flatMap((channel) -> this.catalogue.classes().cap(capped, channel).stream())
			.findFirst()
			.map((cap) -> new OverCap(cap.words(capped.letterClass()), capped.over().name().toLowerCase(Locale.ROOT),
					receivers))
			.orElse(null);
	}

	/** A dry run while it is made. */
	private static final class Counting {

		private final Map<String, Held> held = new TreeMap<>();

		private final Map<String, Integer> skipped = new LinkedHashMap<>();

		private final Instant begun;

		private int receivers;

		private int now;

		Counting(Instant begun) {
			this.begun = begun;
		}

		void add(OpenedPage page) {
			this.receivers += page.seen();
			page.skipped().forEach((reason, some) -> this.skipped.merge(reason, some, Integer::sum));
			if (page.expired() > 0) {
				this.skipped.merge(EXPIRED, page.expired(), Integer::sum);
			}
			page.groups().forEach(this::add);
		}

		private void add(PageGroup group) {
			if (!group.at().isAfter(this.begun.plusSeconds(60))) {
				this.now += group.count();
				return;
			}
			this.held.merge(group.at().toString(), new Held(group.at(), group.zone(), group.count()),
					(one, more) -> new Held(one.until(), one.zone(), one.receivers() + more.receivers()));
		}

		DryRun result(boolean complete, @Nullable OverCap overCap) {
			return new DryRun(this.receivers, complete, this.now, List.copyOf(this.held.values()), this.skipped,
					overCap);
		}

	}

}
