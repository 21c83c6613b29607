package cinema.dev.stack;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import cinema.dev.machine.RunFolder;
import org.jspecify.annotations.Nullable;

/** Pages and ports, for people. */
final class Table {

	private final StringBuilder text = new StringBuilder("\n");

	private Table() {
	}

	/**
	 * Writes the table.
	 * @param notes lines below it
	 */
	static String of(Places at, RunFolder folder, List<String> notes) {
		Table table = new Table();
		table.row("Mailbox", at.mailbox().isEmpty()
				? "letters go to " + at.smtp() + "; CINEMA_DEV_MAILBOX_URL may name a page" : at.mailbox());
		table.row("Inbox", at.inbox());
		table.row("Admin", at.admin());
		table.row("Temporal web UI",
				at.temporalUi().isEmpty() ? "none (" + at.kinds().get("temporal") + ")" : at.temporalUi());
		table.row("auth, its REST", at.auth() + "/swagger-ui.html");
		table.row("orchestrator", at.orchestrator() + "/swagger-ui.html");
		table.row("worker", at.worker() + "/actuator/health");
		table.part("Temporal", at.temporal(), at.kinds().get("temporal"));
		table.part("Kafka", at.kafka(), at.kinds().get("kafka"));
		table.part("RabbitMQ", at.amqp().replaceAll("//.*@", ""), at.kinds().get("rabbitmq"));
		table.part("PostgreSQL", at.database().replaceAll("[?].*", ""), at.kinds().get("postgres"));
		table.part("SMTP", at.smtp(), at.kinds().get("smtp"));
		table.people(at.people());
		table.row("Logs, stack.json", folder.file("").toString());
		notes.forEach((note) -> table.text.append("  note: ").append(note).append('\n'));
		return table.text.toString();
	}

	private void people(Map<String, Person> people) {
		new TreeMap<>(people)
			.forEach((role, person) -> row("Sign-in as " + role, person.email() + "  " + person.password()));
	}

	private void part(String name, String where, @Nullable String kind) {
		row(name, where + " (" + kind + ")");
	}

	private void row(String name, String value) {
		this.text.append("  ")
			.append(name)
			.append(" ".repeat(Math.max(1, 19 - name.length())))
			.append(value)
			.append('\n');
	}

}
