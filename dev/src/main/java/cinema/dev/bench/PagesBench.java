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
			"/mailings?status=HELD", "/mailings/demo-friday-films/new_movies", "/mailings/bench-1/new_movies",
			"/mailings/bench-1/new_movies/report", "/orders", "/schedules", "/templates", "/people?q=bench-4242",
			"/people?q=example.com", "/people/user-7", "/journal", "/journal?person=user-7",
			"/journal?outcome=REJECTED", "/dead-letters", "/settings");

	/** Of ten thousand some wait; the column of search words is the database's own. */
	private static final String MAILINGS = """
			insert into mailing (id, event_type, event_id, notice, definition, context, paused, cancelled, rate, status, outcome,
			                     created_at, ended_at, starts_at)
			select 'mailing/bench-' || n || '/new_movies', event_type, 'bench-' || n, notice, definition, context, false, null,
			       rate, case when n % 50 > 0 then 'COMPLETED' end,
			       case when n % 50 > 0 then '{"status": "COMPLETED", "reason": "every receiver has an outcome", "progress":
			           {"state": "ended", "pages": 1, "seen": 500, "skipped": {}, "held": 0, "queued": 0, "delivered": 500, "failed": 0,
			            "expired": 0, "unknown": 0, "cancelled": 0, "paused": false, "rate": 0}}' end, now() - n * interval '1 hour',
			       case when n % 50 > 0 then now() - n * interval '1 hour' end,
			       case when n % 50 = 0 then now() + n * interval '4 minutes' end
			  from (select * from mailing order by id limit 1) as one, generate_series(1, 10000) as n
			""";

	/** A large one of these, whose report counts its receivers. */
	private static final String RECEIVERS = """
			insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id, domain,
			                     attempt, state, reason, planned_at, dispatched_at, concluded_at)
			select gen_random_uuid(), 'mailing/bench-1/new_movies/page/' || n / 500, 'mailing', 'bench-1', 'new_movies',
			       'new_movies', 'email', 'bulk', 'user-' || n, 'mail-' || n % 40 || '.example', 1,
			       case when n % 20 > 0 then 'DELIVERED' else 'REJECTED' end,
			       case when n % 20 > 0 then '250 2.0.0 Ok: queued as ' || n else '550 5.1.1 <address> unknown' end, at, at, at
			  from (select n, now() - n * interval '1 second' as at from generate_series(1, 50000) as n) as rows
			""";

	private static final String USERS = """
			insert into users (id, email, email_key, first_name, last_name, time_zone, locale, is_active, email_notifications,
			                   email_confirmed, created_at)
			select gen_random_uuid(), 'bench-' || n || '@example.com', 'bench-' || n || '@example.com', 'Ann', 'Lee', 'UTC', 'en',
			       true, true, true, now() - n * interval '1 minute'
			  from generate_series(1, 200000) as n
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
			Console.say("Filling the journal with " + this.rows + " rows, 10000 mailings and 200000 users beside it");
			rows.add("orchestrator", "journal", GrowthBench.journal(this.rows));
			rows.add("orchestrator", "journal", List.of(RECEIVERS));
			rows.add("orchestrator", "mailing", List.of(MAILINGS));
			rows.add("auth", "users", List.of(USERS));
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
