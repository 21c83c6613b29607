package cinema.dev.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import cinema.dev.demo.Showcase;
import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.people.People;
import cinema.dev.people.StaffSession;
import cinema.dev.stack.Places;

/** How long staff wait for a page of the admin when journal and mailings are many. */
final class PagesBench {

	private static final int LOOKS = 60;

	private static final List<String> PAGES = List.of("", "/mailings", "/mailings?words=bench-77",
			"/mailings/demo-friday-films/new_movies", "/mailings/demo-friday-films/new_movies/report", "/orders",
			"/schedules", "/templates", "/people/user-7", "/journal", "/journal?user_id=user-7",
			"/journal?outcome=REJECTED", "/dead-letters", "/settings");

	/** The column of search words is the database's own. */
	private static final String COPIES = """
			insert into mailing (id, event_type, event_id, notice, definition, context, paused, cancelled, rate, status, outcome,
			                     created_at, ended_at)
			select 'mailing/bench-' || n || '/new_movies', event_type, 'bench-' || n, notice, definition, context, false, null,
			       rate, 'COMPLETED', '{"reason": "every receiver has an outcome"}', now() - n * interval '1 hour',
			       now() - n * interval '1 hour'
			  from (select * from mailing order by id limit 1) as one, generate_series(1, 10000) as n
			""";

	private final Places places;

	private final RunFolder folder;

	private final BenchReport report;

	private final int rows;

	PagesBench(Places places, RunFolder folder, BenchReport report, int rows) {
		this.places = places;
		this.folder = folder;
		this.report = report;
		this.rows = rows;
	}

	void run() {
		try {
			StaffSession admin = StaffSession.of(this.places, Objects
				.requireNonNull(new People(this.folder, System.getenv()).make(this.places.auth()).get("admin")));
			new Showcase(this.places).setUp();
			Rows rows = new Rows(this.places);
			Console.say("Filling the journal with " + this.rows + " rows, and 10000 mailings beside it");
			rows.add("orchestrator", "journal", GrowthBench.journal(this.rows));
			rows.add("orchestrator", "mailing", COPIES);
			this.report.keep("pages_rows", this.rows);
			double slowest = 0;
			for (String page : PAGES) {
				double p95 = p95(admin, page);
				this.report.tell("page_ms" + page.replaceAll("\\W", "_"), "/admin" + page + ", p95", p95, "ms");
				slowest = Math.max(slowest, p95);
			}
			this.report.tell("page_ms_slowest", "the slowest page of the admin, p95", slowest, "ms");
		}
		catch (IOException ex) {
			throw new StackException("The admin did not answer: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted", ex);
		}
	}

	private static double p95(StaffSession admin, String page) throws IOException, InterruptedException {
		List<Double> times = new ArrayList<>();
		for (int look = 0; look < LOOKS; look++) {
			long start = System.nanoTime();
			int status = admin.get(page).statusCode();
			times.add((System.nanoTime() - start) / 1e6);
			if (status != 200) {
				throw new StackException("/admin" + page + " answered " + status);
			}
		}
		Collections.sort(times);
		return BenchReport.quantile(times, 0.95);
	}

}
