package cinema.dev.stack;

import java.util.Map;

/**
 * Where everything is; written to {@code .run/stack.json} in snake case for scripts.
 *
 * @param admin the pages for staff
 * @param temporalUi base URL of the web UI, or empty
 * @param mailbox base URL of the mailbox page, or empty
 * @param inbox the page of the site with somebody's inbox
 * @param amqp with user and password, for example
 * {@code amqp://cinema:secret@127.0.0.1:5672}
 * @param database JDBC URL with a user who may see all databases
 * @param serviceToken a bearer token for the end points of services
 * @param kinds part to what it is, for example {@code dev-server} or {@code given}
 * @param pids process ids by name; {@code launcher} is the one to end
 * @param people sign-ins by role
 */
public record Places(String auth, String orchestrator, String worker, String admin, String temporalUi, String mailbox,
		String inbox, String temporal, String namespace, String kafka, String smtp, String amqp, String database,
		String serviceToken, Map<String, String> kinds, Map<String, Long> pids, Map<String, Person> people) {

	Places with(Map<String, Long> pids, Map<String, String> kinds) {
		return new Places(this.auth, this.orchestrator, this.worker, this.admin, this.temporalUi, this.mailbox,
				this.inbox, this.temporal, this.namespace, this.kafka, this.smtp, this.amqp, this.database,
				this.serviceToken, kinds, pids, this.people);
	}

	Places with(Map<String, Person> people) {
		return new Places(this.auth, this.orchestrator, this.worker, this.admin, this.temporalUi, this.mailbox,
				this.inbox, this.temporal, this.namespace, this.kafka, this.smtp, this.amqp, this.database,
				this.serviceToken, this.kinds, this.pids, people);
	}

	/** JDBC URL of one of the databases, for example {@code worker}. */
	public String database(String name) {
		return this.database.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
	}

	/** The page of a workflow in the web UI, or its id where there is none. */
	public String workflow(String id) {
		return this.temporalUi.isEmpty() ? id
				: this.temporalUi + "/namespaces/" + this.namespace + "/workflows/" + id.replace("/", "%2F");
	}

}
