package cinema.orchestrator.collected;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.retention.RetentionProperties;
import cinema.orchestrator.seal.Keyring;
import cinema.orchestrator.seal.SealedLetters;
import cinema.platform.sweep.Sweep;
import cinema.workflows.digest.Digest;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table of what is collected. An item is there once, by the id of its posting, and is
 * part of one letter: which one is said by one statement, so that what comes at the same
 * moment is in this letter or in the next one.
 */
@Component
public class CollectedItems {

	private static final TypeReference<Map<String, Object>> CONTENT = new TypeReference<>() {
	};

	/** Of a letter that is sent again; it is made of the same items. */
	private static final String AGAIN = "\\.again-[a-z0-9]+$";

	private final JdbcClient jdbc;

	private final Journal journal;

	private final SealedLetters sealed;

	private final DigestProperties properties;

	private final RetentionProperties retention;

	private final Clock clock;

	CollectedItems(JdbcClient jdbc, Journal journal, SealedLetters sealed, DigestProperties properties,
			RetentionProperties retention, Clock clock) {
		this.jdbc = jdbc;
		this.journal = journal;
		this.sealed = sealed;
		this.properties = properties;
		this.retention = retention;
		this.clock = clock;
	}

	/** Whether it was collected before. */
	public boolean has(PlannedPosting posting) {
		return this.jdbc.sql("select 1 from digest_item where id = ?")
			.param(UUID.fromString(posting.id()))
			.query(Integer.class)
			.optional()
			.isPresent();
	}

	/**
	 * Adds an item, in the journal too; again changes nothing.
	 * @param content what a letter may say of it
	 * @param due when it is to be part of a letter
	 * @param notBefore until when something held it back, as a night does, for those who
	 * want to be told at once
	 * @return false when it went its own way before: then it is not collected
	 */
	@Transactional
	public boolean add(String workflowId, Event event, PlannedNotice notice, Map<String, ?> content, Instant due,
			Instant notBefore, String reason) {
		if (!this.journal.collect(workflowId, event, notice, reason)) {
			return false;
		}
		PlannedPosting posting = notice.postings().get(0);
		UUID id = UUID.fromString(posting.id());
		String json = this.sealed.seal(id, this.sealed.person(event, notice.userId()),
				JsonMapper.shared().writeValueAsString(content));
		this.jdbc
			.sql("""
					insert into digest_item (id, user_id, topic, event_type, event_id, notice, channel, occurred_at, collected_at,
					                         due_at, not_before, content)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
					""")
			.params(Arrays.asList(id, notice.userId(), notice.topic(), event.type(), event.id(), notice.name(),
					posting.channel().toString(), Timestamp.from(event.occurredAt()), now(), Timestamp.from(due),
					Timestamp.from(notBefore), json))
			.update();
		return true;
	}

	/** What is part of no letter; empty when there is nothing. */
	public Optional<OpenItems> open(Digest digest) {
		return this.jdbc.sql("""
				select min(collected_at) as since, min(due_at) as due,
				       min(greatest(not_before, collected_at)) as free from digest_item
				 where user_id = ? and topic = ? and letter is null and announced_at is null having count(*) > 0
				""").params(digest.userId(), digest.topic()).query(OpenItems.class).optional();
	}

	/** The workflows of the digests of which something waits for somebody. */
	public List<String> waitingFor(String userId) {
		return this.jdbc
			.sql("select distinct user_id, topic from digest_item where user_id = ? and announced_at is null")
			.param(userId)
			.query(Digest.class)
			.list()
			.stream()
			.map(Digest::workflowId)
			.toList();
	}

	/** Notes when what is collected is to be a letter. */
	public void due(Digest digest, Instant due) {
		this.jdbc.sql("""
				update digest_item set due_at = :due
				 where user_id = :user and topic = :topic and letter is null and announced_at is null and due_at <> :due
				""")
			.param("due", Timestamp.from(due))
			.param("user", digest.userId())
			.param("topic", digest.topic())
			.update();
	}

	/** Whether a letter of this id was closed before. */
	public boolean isClosed(String letter) {
		return this.jdbc.sql("select 1 from digest_item where letter = ? limit 1")
			.param(letter)
			.query(Integer.class)
			.optional()
			.isPresent();
	}

	/**
	 * Makes all that was collected until a moment part of a letter.
	 * @param type of the event by which the letter is told
	 * @param letter its id
	 */
	@Transactional
	public void close(Digest digest, String type, String letter, Instant until) {
		close(digest, type, letter, until, "collected_at");
	}

	/**
	 * The same of that alone which nothing holds back at the moment; what else waits has
	 * a moment of its own.
	 */
	@Transactional
	public void closeFree(Digest digest, String type, String letter, Instant until) {
		close(digest, type, letter, until, "greatest(not_before, collected_at)");
	}

	private void close(Digest digest, String type, String letter, Instant until, String since) {
		List<UUID> ids = this.jdbc.sql("""
				update digest_item set letter = ?, closed_at = ?
				 where user_id = ? and topic = ? and letter is null and announced_at is null and %s <= ?
				returning id
				""".formatted(since))
			.params(letter, now(), digest.userId(), digest.topic(), Timestamp.from(until))
			.query(UUID.class)
			.list();
		this.journal.collectedInto(ids, type, letter);
	}

	/** Letters that are closed, the oldest first, and perhaps not announced. */
	public List<CollectedLetter> unannounced(Digest digest) {
		return this.jdbc.sql("""
				select letter as id, min(closed_at) as closed_at from digest_item
				 where user_id = ? and topic = ? and letter is not null and announced_at is null
				 group by letter order by closed_at
				""").params(digest.userId(), digest.topic()).query(CollectedLetter.class).list();
	}

	/** Notes that Kafka has it. */
	public void announced(CollectedLetter letter) {
		this.jdbc.sql("update digest_item set announced_at = ? where letter = ?").params(now(), letter.id()).update();
	}

	/** Digests with something that should have been told before this moment. */
	public List<Digest> overdue(Instant before, int most) {
		return this.jdbc.sql("""
				select user_id, topic from digest_item where announced_at is null and due_at < ?
				 group by user_id, topic order by min(due_at) limit ?
				""").params(Timestamp.from(before), most).query(Digest.class).list();
	}

	/**
	 * What a letter is made of: the newest items, in the order in which they occurred.
	 * @param path by what they are grouped
	 * @throws NothingCollectedException when nothing is left of it
	 */
	public Map<String, @Nullable Object> read(@Nullable String userId, String letter, String path) {
		String id = letter.replaceFirst(AGAIN, "");
		List<Item> newest = this.jdbc
			.sql("""
					select id, event_type, event_id, notice, occurred_at, content, count(*) over () as total from digest_item
					 where letter = ? and user_id = ? and content is not null order by occurred_at desc, id limit ?
					""")
			.params(Arrays.asList(id, userId, this.properties.mostItems()))
			.query(Item.class)
			.list();
		Keyring keyring = this.sealed.opening(newest.stream().map(Item::content).toList());
		List<Map<String, @Nullable Object>> items = new ArrayList<>();
		for (Item item : newest) {
			String content = this.sealed.open(keyring, item.id(), item.content());
			if (content != null) {
				items.add(item.with(JsonMapper.shared().readValue(content, CONTENT)));
			}
		}
		if (items.isEmpty()) {
			throw new NothingCollectedException();
		}
		Collections.reverse(items);
		return ItemContents.of(items, newest.get(0).total(), path);
	}

	/**
	 * Ends what is collected for a person on a channel and these topics, and is part of
	 * no letter, since they do not want it.
	 */
	@Transactional
	public void end(String userId, String channel, Collection<String> topics, String reason) {
		List<UUID> ids = this.jdbc.sql("""
				delete from digest_item
				 where user_id = ? and channel = ? and topic = any(?) and letter is null and announced_at is null
				returning id
				""").params(userId, channel, topics.toArray(String[]::new)).query(UUID.class).list();
		this.journal.uncollect(ids, reason);
	}

	/**
	 * Ends one of which nobody is to be told after all, unless it is part of a letter.
	 */
	@Transactional
	public void end(PlannedPosting posting, String reason) {
		List<UUID> ids = this.jdbc
			.sql("delete from digest_item where id = ? and letter is null and announced_at is null returning id")
			.param(UUID.fromString(posting.id()))
			.query(UUID.class)
			.list();
		this.journal.uncollect(ids, reason);
	}

	/** Which of these are part of no letter. */
	public List<UUID> waiting(Collection<UUID> items) {
		return items.isEmpty() ? List.of()
				: this.jdbc
					.sql("select id from digest_item where id = any(?) and letter is null and announced_at is null")
					.param(items.toArray(UUID[]::new))
					.query(UUID.class)
					.list();
	}

	/**
	 * Takes back what staff want nobody to be told of, unless it is part of a letter.
	 * @return whether any of these was taken back
	 */
	@Transactional
	public boolean cancel(Collection<UUID> items, String reason) {
		List<UUID> ids = this.jdbc
			.sql("delete from digest_item where id = any(?) and letter is null and announced_at is null returning id")
			.param(items.toArray(UUID[]::new))
			.query(UUID.class)
			.list();
		this.journal.cancelCollected(ids, reason);
		return !ids.isEmpty();
	}

	/**
	 * The same of one that somebody may just be collecting: the row of the journal is
	 * theirs first, and then there is an item, or ours, and then there will be none.
	 * @return false when a letter has it
	 */
	@Transactional
	public boolean cancel(String workflowId, Event event, PlannedNotice notice, String reason) {
		String posting = notice.postings().get(0).id();
		List<UUID> item = List.of(UUID.fromString(posting));
		if (cancel(item, reason)) {
			return true;
		}
		this.journal.cancelled(workflowId, event, notice, reason);
		return cancel(item, reason) || !this.journal.isCollected(posting);
	}

	public void forget(String userId) {
		this.jdbc.sql("delete from digest_item where user_id = ?").param(userId).update();
	}

	/** What was told stays known as long as the journal is, or it would be told again. */
	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void forgetOld() {
		Instant letters = this.clock.instant().minus(this.retention.letters());
		new Sweep("digest_item", "collected_at", "content is not null and closed_at < '%s'".formatted(letters))
			.change(this.jdbc, "content = null", letters);
		new Sweep("digest_item", "collected_at").delete(this.jdbc,
				this.clock.instant().minus(this.retention.journal()));
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	private record Item(UUID id, String eventType, String eventId, String notice, Instant occurredAt, String content,
			int total) {

		Map<String, @Nullable Object> with(Map<String, Object> content) {
			Map<String, @Nullable Object> item = new LinkedHashMap<>();
			item.put("event_type", this.eventType);
			item.put("event_id", this.eventId);
			item.put("notice", this.notice);
			item.put("occurred_at", this.occurredAt.toString());
			item.putAll(content);
			return item;
		}

	}

}
