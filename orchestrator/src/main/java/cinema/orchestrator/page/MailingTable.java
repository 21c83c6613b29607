package cinema.orchestrator.page;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.letter.StoredMailing;
import cinema.orchestrator.mailing.MailingLookup;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.page.MailingControl;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * MailingLookup and the receivers of their pages, kept out of Temporal's histories, where
 * neither their size nor their names belong.
 */
@Component
public class MailingTable {

	private static final TypeReference<Map<String, @Nullable Object>> CONTEXT = new TypeReference<>() {
	};

	private static final int REMEMBERED = 50;

	private final Map<String, StoredMailing> remembered = Collections
		.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, StoredMailing> eldest) {
				return size() > REMEMBERED;
			}
		});

	private final JsonMapper json = JsonMapper.builder().build();

	private final JdbcClient jdbc;

	private final Clock clock;

	MailingTable(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Keeps what was ordered, before anything is known to come of it; what is kept
	 * already stays.
	 */
	public void note(String id, Mailing mailing) {
		this.jdbc.sql("""
				insert into mailing (id, event_type, event_id, notice, definition, rate, starts_at, created_at)
				values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
				""")
			.params(id, mailing.event().type(), mailing.event().id(), mailing.notice(),
					this.json.writeValueAsString(mailing), mailing.rate(), Timestamp.from(mailing.start()),
					Timestamp.from(this.clock.instant()))
			.update();
	}

	/** Keeps what the letters are made of; what is kept already stays. */
	public void begin(String id, Map<String, @Nullable Object> context) {
		this.jdbc.sql("update mailing set context = ? where id = ? and context is null")
			.params(this.json.writeValueAsString(context), id)
			.update();
	}

	public boolean hasBegun(String id) {
		return this.jdbc.sql("select count(*) from mailing where id = ? and context is not null")
			.param(id)
			.query(Integer.class)
			.single() > 0;
	}

	/** A mailing that has begun, or never will; it does not change afterwards. */
	public StoredMailing find(String id) {
		StoredMailing known = this.remembered.get(id);
		if (known == null) {
			known = this.jdbc.sql("select definition, coalesce(context, '{}') from mailing where id = ?")
				.param(id)
				.query((row, number) -> new StoredMailing(this.json.readValue(row.getString(1), Mailing.class),
						this.json.readValue(row.getString(2), CONTEXT)))
				.single();
			this.remembered.put(id, known);
		}
		return known;
	}

	public MailingControl control(String id) {
		return this.jdbc.sql("select paused, cancelled, rate, paused_by from mailing where id = ?")
			.param(id)
			.query((row, number) -> new MailingControl(row.getBoolean(1), row.getString(2), row.getDouble(3),
					row.getString(4)))
			.single();
	}

	public void control(String id, MailingControl control) {
		this.jdbc.sql("update mailing set paused = ?, cancelled = ?, rate = ?, paused_by = ? where id = ?")
			.param(control.paused())
			.param(control.cancelled())
			.param(control.rate())
			.param(control.pausedBy())
			.param(id)
			.update();
	}

	/**
	 * Keeps the outcome, and forgets the receivers of the pages; another event may have a
	 * mailing of the same name.
	 */
	public void end(String id, Mailing mailing, MailingOutcome outcome) {
		this.jdbc.sql("update mailing set status = ?, outcome = ?, ended_at = ? where id = ? and event_type = ?")
			.params(outcome.status().name(), this.json.writeValueAsString(outcome),
					Timestamp.from(this.clock.instant()), id, mailing.event().type())
			.update();
		this.jdbc.sql("delete from mailing_page where mailing_id = ?").param(id).update();
	}

	public void keep(String mailingId, String pageId, StoredPage page) {
		this.jdbc.sql("""
				insert into mailing_page (id, mailing_id, receivers) values (?, ?, ?)
				on conflict (id) do update set receivers = excluded.receivers
				""").params(pageId, mailingId, this.json.writeValueAsString(page)).update();
	}

	Optional<StoredPage> page(String pageId) {
		return this.jdbc.sql("select receivers from mailing_page where id = ?")
			.param(pageId)
			.query((row, number) -> this.json.readValue(row.getString(1), StoredPage.class))
			.optional();
	}

}
