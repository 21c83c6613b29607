package cinema.orchestrator.page;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.workflows.WorkflowIds;
import cinema.workflows.page.PageGroup;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What mailings have to do with one person. */
@Component
public class PersonMailings {

	private static final String PAGES = """
			select id, receivers from mailing_page
			 where jsonb_path_query_array(receivers::jsonb, '$.receivers[*].userId') @> to_jsonb(?::text) order by id
			""";

	private final JdbcClient jdbc;

	private final MailingTable mailings;

	private final MailingJournal journal;

	PersonMailings(JdbcClient jdbc, MailingTable mailings, MailingJournal journal) {
		this.jdbc = jdbc;
		this.mailings = mailings;
		this.journal = journal;
	}

	/** The letters that wait in pages of mailings for their hour. */
	public List<Waiting> waiting(String userId) {
		List<Waiting> waiting = new ArrayList<>();
		for (KeptPage kept : pages(userId)) {
			kept.page()
				.receivers()
				.stream()
				.filter((one) -> userId.equals(one.userId()))
				.forEach((one) -> waiting.add(waiting(kept.id(), kept.page(), one)));
		}
		Set<UUID> written = this.journal.known(waiting.stream().map(Waiting::postingId).toList()).keySet();
		return waiting.stream().filter((one) -> !written.contains(one.postingId())).toList();
	}

	private List<KeptPage> pages(String userId) {
		return this.jdbc.sql(PAGES)
			.param(userId)
			.query((row, number) -> new KeptPage(row.getString("id"),
					JsonMapper.shared().readValue(row.getString("receivers"), StoredPage.class)))
			.list();
	}

	private Waiting waiting(String pageId, StoredPage page, StoredReceiver to) {
		Mailing mailing = this.mailings.find(WorkflowIds.mailingOf(pageId)).mailing();
		return new Waiting(pageId, mailing, page.groups().get(to.group()), page.readAt(), to.postingId(),
				to.channel().toString(), to.timeZone(), to.held());
	}

	/**
	 * Takes a person's letter out of a mailing before it is made.
	 * @return whether that was in time
	 */
	public boolean cancel(String userId, UUID postingId, String reason) {
		return waiting(userId).stream()
			.filter((one) -> one.postingId().equals(postingId))
			.anyMatch((one) -> !this.journal.insert(one.pageId(), one.mailing(),
					List.of(MailingRow.ended(postingId, userId, one.channel(), JournalState.CANCELLED, reason)
						.with(one.timeZone(), one.group().deadline(), null)))
				.isEmpty());
	}

	/** Mailings that were under way at some time within that, the newest first. */
	public List<MailingRecord> underWay(Instant from, Instant to, int most) {
		return this.jdbc.sql(MailingTable.SELECT + """
				 and created_at < ? and coalesce(ended_at, now()) >= ? order by created_at desc, id desc limit ?
				""").params(Timestamp.from(to), Timestamp.from(from), most).query(MailingTable::read).list();
	}

	/** Mailings that wait for a moment before that, the next ones first. */
	public List<MailingRecord> held(Instant until, int most) {
		return this.jdbc
			.sql(MailingTable.SELECT + " and state = 'HELD' and starts_at < ? order by starts_at, id limit ?")
			.params(Timestamp.from(until), most)
			.query(MailingTable::read)
			.list();
	}

	/**
	 * A letter that is not made yet.
	 *
	 * @param group when it may go, and until when
	 * @param readAt when the receivers were read, or null where that was not noted
	 * @param held which wish of theirs it waits for, or null
	 */
	public record Waiting(String pageId, Mailing mailing, PageGroup group, @Nullable Instant readAt, UUID postingId,
			String channel, String timeZone, @Nullable String held) {
	}

	private record KeptPage(String id, StoredPage page) {
	}

}
