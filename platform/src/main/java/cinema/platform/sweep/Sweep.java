package cinema.platform.sweep;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The old rows of a table, by the index on their moment and batch after batch, each
 * committed by itself. A row that another instance has in hand is left to it, so several
 * may sweep at once.
 *
 * @param moment the column that tells how old a row is
 * @param also a further condition, or an empty text
 */
public record Sweep(String table, String moment, String also) {

	private static final int BATCH = 1000;

	private static final String OLD = """
			 where ctid = any(array(select ctid from %1$s where %2$s < ? %3$s order by %2$s limit %4$d for update skip locked))
			""";

	/** Of all rows that are old enough. */
	public Sweep(String table, String moment) {
		this(table, moment, "");
	}

	/** Deletes rows from before that moment; tells how many. */
	public int delete(JdbcClient jdbc, Instant before) {
		return inBatches(jdbc, "delete from " + this.table, before);
	}

	/**
	 * Changes rows from before that moment so that they are no longer found; tells how
	 * many.
	 */
	public int change(JdbcClient jdbc, String change, Instant before) {
		return inBatches(jdbc, "update " + this.table + " set " + change, before);
	}

	private int inBatches(JdbcClient jdbc, String what, Instant before) {
		String sql = what + String.format(Locale.ROOT, OLD, this.table, this.moment,
				this.also.isEmpty() ? "" : "and " + this.also, BATCH);
		int all = 0;
		int swept = BATCH;
		while (swept == BATCH) {
			swept = jdbc.sql(sql).param(Timestamp.from(before)).update();
			all += swept;
		}
		return all;
	}

}
