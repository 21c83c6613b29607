package cinema.orchestrator.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.function.UnaryOperator;

import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageTurn;
import cinema.workflows.page.Trouble;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was decided for mailings, and the turns that their rates give: in their rows,
 * where each page that is being published looks, on whichever instance.
 */
@Component
public class MailingControls {

	private static final String FIND = "select paused, cancelled, rate, paused_by, trouble from mailing where id = ?";

	/**
	 * Whose row has the turns: that of the mailing that a resend goes back to, if kept.
	 */
	private static final String OF_TURNS = """
			(select coalesce(root.id, own.id) from mailing own left join mailing root
			     on root.id = 'mailing/' || regexp_replace(own.event_id, '\\.resend-[0-9]{1,4}$', '') || '/' || own.notice
			  where own.id = :id)
			""";

	private static final String KEEP = """
			update mailing set paused = :paused, cancelled = :cancelled, rate = :rate, paused_by = :by, trouble = :trouble
			 where id = :id
			""";

	private final JdbcClient jdbc;

	MailingControls(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	public MailingControl find(String id) {
		return this.jdbc.sql(FIND).param(id).query(MailingControls::read).single();
	}

	private static MailingControl read(ResultSet row, int number) throws SQLException {
		Trouble trouble = Optional.ofNullable(row.getString("trouble"))
			.map((json) -> JsonMapper.shared().readValue(json, Trouble.class))
			.orElse(null);
		return new MailingControl(row.getBoolean("paused"), row.getString("cancelled"), row.getDouble("rate"),
				row.getString("paused_by"), trouble);
	}

	@Transactional
	public void keep(String id, MailingControl control) {
		lock(id, FIND).ifPresent((known) -> keep(id, known, control));
	}

	/** Where that changes the rate, or ends a pause, turns are given anew. */
	private void keep(String id, MailingControl known, MailingControl control) {
		if (known.rate() != control.rate() || (known.waits() && !control.waits())) {
			this.jdbc.sql("update mailing set turn_series = turn_series + 1, next_turn = null where id = " + OF_TURNS)
				.param("id", id)
				.update();
		}
		Trouble trouble = control.trouble();
		this.jdbc.sql(KEEP)
			.param("paused", control.paused())
			.param("cancelled", control.cancelled(), Types.VARCHAR)
			.param("rate", control.rate())
			.param("by", control.pausedBy(), Types.VARCHAR)
			.param("trouble", (trouble != null) ? JsonMapper.shared().writeValueAsString(trouble) : null, Types.VARCHAR)

			.param("id", id)
			.update();
	}

	/**
	 * Changes what was decided, for what is being published just now; the workflow, which
	 * is told as well, has the last word.
	 */
	@Transactional
	public void change(String id, UnaryOperator<MailingControl> decision) {
		lock(id, FIND + " and status is null").ifPresent((known) -> keep(id, known, decision.apply(known)));
	}

	private Optional<MailingControl> lock(String id, String find) {
		return this.jdbc.sql(find + " for update").param(id).query(MailingControls::read).optional();
	}

	/** The number of today's rate: turns with another one are not valid any more. */
	int series(String id) {
		return this.jdbc.sql("select turn_series from mailing where id = " + OF_TURNS)
			.param("id", id)
			.query(Integer.class)
			.single();
	}

	/**
	 * Gives the next free part of the rate. A resend shares the turns of the mailing that
	 * it goes back to, and each instance of ours those of all the others.
	 * @param rate letters per second
	 */
	PageTurn takeTurn(String id, int letters, double rate) {
		return this.jdbc.sql("""
				update mailing set next_turn = greatest(next_turn, now()) + make_interval(secs => :seconds)
				 where id = %s returning next_turn - make_interval(secs => :seconds), turn_series
				""".formatted(OF_TURNS))
			.param("seconds", letters / rate)
			.param("id", id)
			.query((row, number) -> new PageTurn(row.getTimestamp(1).toInstant(), letters, row.getInt(2)))
			.single();
	}

}
