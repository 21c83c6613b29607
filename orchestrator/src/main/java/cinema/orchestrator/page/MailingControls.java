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

	private static final String WAS_PAUSED = "(paused or trouble is not null)";

	/** Where that changes the rate, or ends a pause, turns are given anew. */
	private static final String KEEP = """
			update mailing set paused = :paused, cancelled = :cancelled, rate = :rate, paused_by = :by, trouble = :trouble,
			       turn_series = turn_series + case when rate <> :rate or (%1$s and not :waits) then 1 else 0 end,
			       next_turn = case when rate <> :rate or (%1$s and not :waits) then null else next_turn end
			 where id = :id
			"""
		.formatted(WAS_PAUSED);

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

	public void keep(String id, MailingControl control) {
		Trouble trouble = control.trouble();
		this.jdbc.sql(KEEP)
			.param("paused", control.paused())
			.param("cancelled", control.cancelled(), Types.VARCHAR)
			.param("rate", control.rate())
			.param("by", control.pausedBy(), Types.VARCHAR)
			.param("trouble", (trouble != null) ? JsonMapper.shared().writeValueAsString(trouble) : null, Types.VARCHAR)
			.param("waits", control.waits())
			.param("id", id)
			.update();
	}

	/**
	 * Changes what was decided, for what is being published just now; the workflow, which
	 * is told as well, has the last word.
	 */
	@Transactional
	public void change(String id, UnaryOperator<MailingControl> decision) {
		Optional<MailingControl> known = this.jdbc.sql(FIND + " and status is null for update")
			.param(id)
			.query(MailingControls::read)
			.optional();
		known.ifPresent((control) -> keep(id, decision.apply(control)));
	}

	/** Whether a turn was given under the rate of today. */
	boolean isValid(String id, PageTurn turn) {
		return this.jdbc.sql("select turn_series = ? from mailing where id = ?")
			.params(turn.series(), id)
			.query(Boolean.class)
			.single();
	}

	/**
	 * Gives the next free part of the rate. A resend shares the turns of the mailing that
	 * it goes back to, and each instance of ours those of all the others.
	 * @param root the mailing that it goes back to, or itself
	 * @param rate letters per second
	 */
	PageTurn takeTurn(String id, String root, int letters, double rate) {
		return this.jdbc.sql("""
				with turn as (
				    update mailing set next_turn = greatest(next_turn, now()) + make_interval(secs => :seconds)
				     where id = coalesce((select id from mailing where id = :root), :id)
				    returning next_turn - make_interval(secs => :seconds) as at)
				select turn.at, mailing.turn_series from turn, mailing where mailing.id = :id
				""")
			.param("seconds", letters / rate)
			.param("root", root)
			.param("id", id)
			.query((row, number) -> new PageTurn(row.getTimestamp(1).toInstant(), letters, row.getInt(2)))
			.single();
	}

}
