package cinema.dev.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;

import static org.awaitility.Awaitility.await;

/** A mailing to a crowd, counted in the mailbox and in the journal. */
final class MailingRun {

	private final String name = "m-" + UUID.randomUUID().toString().substring(0, 8);

	private final Stack stack;

	private final Mailbox mailbox;

	private final Events events;

	MailingRun(Stack stack) {
		this.stack = stack;
		this.mailbox = stack.part(MailPart.class).mailbox();
		this.events = new Events(stack.places());
	}

	void order(int receivers) throws Exception {
		order(receivers, 0);
	}

	/** With at most so many letters a second; 0 is as fast as possible. */
	void order(int receivers, int rate) throws Exception {
		this.events.announce("""
				{"id": "%s", "from_service": "mailing", "receivers": "%s", "template": "email/new_movies.md",
				 "delivery_type": ["email"], "expires_in": "2 days", "quiet_hours": "ignore",
				 %s"template_context": {"movies": "http://fastapi/api/v1/movies/?new=True", "title": "Friday films"}}
				""".formatted(this.name, Crowd.audience("crowd", this.name, receivers),
				(rate > 0) ? "\"rate\": " + rate + ", " : ""));
	}

	void awaitLetters(int count) {
		await().atMost(Duration.ofSeconds(120))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> letters().size() >= count);
	}

	void awaitEnd(int receivers, Duration longest) {
		await().atMost(longest)
			.pollInterval(Duration.ofSeconds(1))
			.ignoreExceptions()
			.until(() -> count("DELIVERED") + count("UNKNOWN") == receivers);
	}

	Map<String, Long> letters() {
		return this.mailbox.letters()
			.stream()
			.map((letter) -> letter.to().get(0).address())
			.filter((address) -> address.startsWith(this.name))
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
	}

	long count(String state) throws SQLException {
		String url = this.stack.places().database("orchestrator");
		try (Connection connection = DriverManager.getConnection(url);
				PreparedStatement statement = connection
					.prepareStatement("select count(*) from journal where event_id = ? and state = ?")) {
			statement.setString(1, this.name);
			statement.setString(2, state);
			try (ResultSet found = statement.executeQuery()) {
				found.next();
				return found.getLong(1);
			}
		}
	}

}
