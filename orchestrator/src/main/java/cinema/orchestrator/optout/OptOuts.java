package cinema.orchestrator.optout;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.catalogue.Topics;
import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.withdrawal.RunningLetters;
import cinema.platform.sweep.Sweep;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.PlannedNotice;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What people said no to. A no is marked before what is open is looked for, and looked
 * for here after a letter was written and before it is published: so one of both always
 * sees the other, and who has a mark is asked for anew.
 */
@Component
public class OptOuts {

	/** Longer than any event or mailing lives. */
	private static final Duration MARKED = Duration.ofDays(400);

	/** Of a no to everything. */
	private static final String ALL = "";

	private final JdbcClient jdbc;

	private final Journal journal;

	private final RunningLetters running;

	private final ReceiverDirectory receivers;

	private final Catalogue catalogue;

	private final CollectedItems collected;

	private final Clock clock;

	OptOuts(JdbcClient jdbc, Journal journal, RunningLetters running, ReceiverDirectory receivers, Catalogue catalogue,
			CollectedItems collected, Clock clock) {
		this.collected = collected;
		this.jdbc = jdbc;
		this.journal = journal;
		this.running = running;
		this.receivers = receivers;
		this.catalogue = catalogue;
		this.clock = clock;
	}

	/** Takes back what is on its way; another try goes on where one ended. */
	public void take(String userId, Event event) {
		List<OptOut> said = read(event);
		said.forEach((one) -> mark(userId, one));
		this.receivers.forget(userId);
		said.forEach((one) -> takeBack(userId, one));
		if (said.stream().anyMatch((one) -> one.topic() == null)) {
			// Of a topic that is declared no more only a plan knows whether it can be
			// left.
			this.running.reread(this.journal.waitingFor(userId));
		}
		// An erasure that came meanwhile looked before this wrote.
		if (!this.journal.erased(List.of(userId)).isEmpty()) {
			forget(userId);
		}
	}

	private void takeBack(String userId, OptOut said) {
		Set<String> topics = topics(said);
		String reason = Receiver.OPTED_OUT + ((said.topic() != null) ? said.topic() : said.channel());
		this.running.takeBack(this.journal.openOn(userId, said.channel(), topics), reason);
		this.collected.end(userId, said.channel(), topics, reason);
	}

	/** On which topics it takes letters back. */
	private Set<String> topics(OptOut said) {
		Topics topics = this.catalogue.topics();
		if (said.topic() == null) {
			return topics.all().keySet().stream().filter(topics::canBeLeft).collect(Collectors.toSet());
		}
		boolean required = topics.find(said.topic()).isPresent() && !topics.canBeLeft(said.topic());
		return required ? Set.of() : Set.of(said.topic());
	}

	/** What cannot be read of it is left out; auth asks at the moment of sending too. */
	private static List<OptOut> read(Event event) {
		List<OptOut> said = new ArrayList<>();
		String how = String.valueOf(event.details().get("how"));
		if (event.details().get("choices") instanceof Collection<?> choices) {
			for (Object choice : choices) {
				if (choice instanceof Map<?, ?> fields && fields.get("channel") instanceof String channel) {
					Object topic = fields.get("topic");
					// A topic that cannot be read is not all of them.
					if (topic == null || topic instanceof String) {
						said.add(new OptOut((String) topic, channel, how, event.occurredAt()));
					}
				}
			}
		}
		return said;
	}

	private void mark(String userId, OptOut said) {
		this.jdbc.sql("""
				insert into opt_out (user_id, topic, channel, how, at) values (?, ?, ?, ?, ?)
				on conflict (user_id, topic, channel) do update set how = excluded.how, at = excluded.at
				 where opt_out.at < excluded.at
				""")
			.params(userId, Objects.requireNonNullElse(said.topic(), ALL), said.channel(), said.how(),
					Timestamp.from(said.at()))
			.update();
	}

	/**
	 * What somebody said no to at some time, the newest first; they may want it again.
	 */
	public List<OptOut> of(String userId) {
		return this.jdbc.sql("""
				select nullif(topic, '') as topic, channel, how, at from opt_out where user_id = ? order by at desc
				""").param(userId).query(OptOut.class).list();
	}

	public void forget(String userId) {
		this.jdbc.sql("delete from opt_out where user_id = ?").param(userId).update();
	}

	/**
	 * Why a letter that is written is not to be published, or null; trouble of auth is
	 * thrown, and may pass.
	 */
	public @Nullable String refusal(Event event, PlannedNotice notice, Channel channel) {
		Terms terms = this.catalogue.terms(event, notice);
		String userId = notice.userId();
		if (terms.required() || userId == null || marked(terms.topic(), Set.of(userId)).isEmpty()) {
			return null;
		}
		this.receivers.forget(userId);
		return this.receivers.find(userId).whyUnwanted(terms, channel);
	}

	/**
	 * Whose letters of a mailing that are written are not to be published, and why;
	 * trouble of auth is thrown, and may pass.
	 * @param written the channel of each user's letter
	 */
	public Map<String, String> refusals(Mailing mailing, Map<String, Channel> written) {
		Terms terms = this.catalogue.terms(mailing);
		Map<String, String> refusals = new HashMap<>();
		if (terms.required() || written.isEmpty()) {
			return refusals;
		}
		marked(terms.topic(), written.keySet()).forEach((userId) -> {
			this.receivers.forget(userId);
			String refusal = this.receivers.find(userId)
				.whyUnwanted(terms, Objects.requireNonNull(written.get(userId)));
			if (refusal != null) {
				refusals.put(userId, refusal);
			}
		});
		return refusals;
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void forgetOld() {
		new Sweep("opt_out", "at").delete(this.jdbc, this.clock.instant().minus(MARKED));
	}

	private Set<String> marked(String topic, Collection<String> userIds) {
		return this.jdbc.sql("select distinct user_id from opt_out where user_id = any(?) and topic in (?, '')")
			.params(userIds.toArray(String[]::new), topic)
			.query(String.class)
			.set();
	}

}
