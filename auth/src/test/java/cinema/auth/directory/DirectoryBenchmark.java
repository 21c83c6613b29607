package cinema.auth.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a page of the users list costs at a million users. No part of the usual tests: run
 * it by {@code mvn -pl auth test -Dtest=DirectoryBenchmark}.
 */
class DirectoryBenchmark extends AuthTest {

	private static final String PAGE = "/api/v1/users/?is_active=True&email_notifications=True&page_size=500";

	private static final int TIMES = 20;

	@Test
	void readsTheLastPageAsQuicklyAsTheFirst() {
		this.jdbc
			.sql("""
					insert into users (id, email, email_key, password, time_zone, locale, is_active, email_notifications,
					                   email_confirmed, created_at)
					select gen_random_uuid(), 'user' || n || '@example.com', 'user' || n || '@example.com', 'x', 'Europe/Moscow', 'en',
					       n % 10 <> 0, n % 5 <> 1, true, timestamptz '2020-01-01' + n * interval '1 second'
					  from generate_series(1, 1000000) n
					""")
			.update();
		this.jdbc.sql("vacuum analyze users").update();
		List<String> cursors = cursors();
		StringBuilder table = new StringBuilder("\n| page of 500 | median | slowest of 20 |\n|---|---|---|\n");
		long first = row(table, "first, by cursor", PAGE + "&page_number=2&cursor=" + cursors.get(0));
		row(table, "middle, by cursor", PAGE + "&page_number=700&cursor=" + cursors.get(cursors.size() / 2));
		long last = row(table, "last, by cursor", PAGE + "&page_number=1400&cursor=" + cursors.get(cursors.size() - 1));
		row(table, "first, with the count of all", PAGE);
		row(table, "middle, by number", PAGE + "&page_number=700");
		row(table, "last, by number", PAGE + "&page_number=1400");
		System.out.println(table);
		assertThat(last).isLessThan(first * 2);
	}

	/** Places of the whole walk, 499 users and one apart from the end. */
	private List<String> cursors() {
		List<String> cursors = new ArrayList<>();
		long start = System.nanoTime();
		String next = PAGE;
		while (next != null) {
			JsonNode page = get(next, bearer(SERVICE_TOKEN)).body();
			next = page.path("next").isNull() ? null : page.path("next").asString();
			if (next != null) {
				cursors.add(next.replaceAll(".*cursor=", ""));
			}
		}
		System.out.printf(Locale.ROOT, "%nThe whole walk: %d pages in %.1f s%n", cursors.size() + 1,
				(System.nanoTime() - start) / 1e9);
		// The last cursor leads to a page that may be short; the one before leads to a
		// full one.
		return cursors.subList(0, cursors.size() - 1);
	}

	private long row(StringBuilder table, String name, String path) {
		List<Long> times = new ArrayList<>();
		for (int i = 0; i < TIMES; i++) {
			long start = System.nanoTime();
			assertThat(get(path, bearer(SERVICE_TOKEN)).body().path("items")).hasSize(500);
			times.add((System.nanoTime() - start) / 1000);
		}
		times.sort(Long::compare);
		table.append(String.format(Locale.ROOT, "| %s | %.1f ms | %.1f ms |%n", name, times.get(TIMES / 2) / 1000.0,
				times.get(TIMES - 1) / 1000.0));
		return times.get(TIMES / 2);
	}

}
