package cinema.dev.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import cinema.dev.machine.Console;
import cinema.dev.machine.StackException;
import cinema.dev.stack.Places;

/**
 * What letters and look-ups cost when ledger and journal are long, beside what they cost
 * when both are empty. The rows are made up by the database.
 */
final class GrowthBench {

	private static final int LOOK_UPS = 200;

	private static final String LEDGER = """
			insert into ledger (posting_id, workflow_id, channel, urgency, attempt, state, provider_reference, changed_at,
			                    receipt_due_at, acknowledged_at, first_at)
			select gen_random_uuid(), 'event/user_signed_up/' || gen_random_uuid(), 'email', 'normal', 1, 'SENT',
			       '250 2.0.0 Ok: queued as ' || n, at, at, at, at
			  from (select n, now() - n::float8 / %1$d * interval '90 days' as at from generate_series(%2$d, %3$d, -1) as n) as rows
			""";

	private static final String JOURNAL = """
			insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id, from_service,
			                     attempt, state, reason, planned_at, dispatched_at, concluded_at, attempts)
			select id, 'event/user_signed_up/' || id, 'user_signed_up', id::text, 'welcome', 'account', 'email', 'normal',
			       'user-' || n %% 1000000, 'auth', 1, 'DELIVERED', '250 2.0.0 Ok: queued as ' || n, at, at, at,
			       jsonb_build_array(jsonb_build_object('number', 1, 'outcome', 'DELIVERED', 'reason',
			           '250 2.0.0 Ok: queued as ' || n, 'at', at, 'dispatched_at', at))
			  from (select n, gen_random_uuid() as id, now() - n::float8 / %1$d * interval '390 days' as at
			          from generate_series(%2$d, %3$d, -1) as n) as rows
			""";

	/**
	 * So many rows at a time: what the triggers keep of a statement lies on the disk
	 * beside the table.
	 */
	private static final int AT_ONCE = 1_000_000;

	private final HttpClient http = HttpClient.newHttpClient();

	private final Places places;

	private final BenchReport report;

	private final BenchSize size;

	private final Notifications notifications;

	GrowthBench(Places places, BenchReport report, BenchSize size, Notifications notifications) {
		this.places = places;
		this.report = report;
		this.size = size;
		this.notifications = notifications;
	}

	void run() {
		double letters = perLetter();
		double lookUp = lookUp();
		Console.say(String.format(Locale.ROOT, "Growing to %,d rows", this.size.rows()));
		grow("ledger", "worker", inParts(LEDGER, this.size.rows()));
		grow("journal", "orchestrator", journal(this.size.rows()));
		this.report.keep("growth_rows", this.size.rows());
		this.report.tell("growth_letter_ratio", "time per letter at so many rows / at none", perLetter() / letters, "");
		this.report.tell("growth_look_up_ratio", "time of a look-up at so many rows / at none", lookUp() / lookUp, "");
	}

	/** Seconds, with claim, outcome and journal. */
	private double perLetter() {
		List<Double> rates = new ArrayList<>();
		for (int round = 0; round < this.size.rounds(); round++) {
			rates.add(this.notifications.perSecond(this.size.events()));
		}
		return 1 / BenchReport.median(rates);
	}

	/** Milliseconds of a page of one person's letters. */
	private double lookUp() {
		List<Double> times = new ArrayList<>();
		for (int i = 0; i < LOOK_UPS; i++) {
			long start = System.nanoTime();
			ask("/api/v1/notifications?user_id=user-" + i);
			times.add((System.nanoTime() - start) / 1e6);
		}
		return BenchReport.median(times);
	}

	private void ask(String path) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.places.orchestrator() + path))
			.header("Authorization", "Bearer " + this.places.serviceToken())
			.build();
		try {
			int status = this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
			if (status != 200) {
				throw new StackException(path + " answered " + status);
			}
		}
		catch (IOException ex) {
			throw new StackException(path + " did not answer: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted", ex);
		}
	}

	private void grow(String table, String database, List<String> rows) {
		double bytes = new Rows(this.places).replace(database, table, rows);
		this.report.tell("bytes_" + table, "bytes of a row of the " + table + " with its indexes",
				bytes / this.size.rows(), "bytes");
	}

	/** So many rows of the journal as SQL, of 13 months and a million people. */
	static List<String> journal(int rows) {
		return inParts(JOURNAL, rows);
	}

	private static List<String> inParts(String insert, int rows) {
		List<String> parts = new ArrayList<>();
		for (int from = rows; from > 0; from -= AT_ONCE) {
			parts.add(String.format(Locale.ROOT, insert, rows, from, Math.max(1, from - AT_ONCE + 1)));
		}
		return parts;
	}

}
