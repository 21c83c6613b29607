package cinema.dev.part;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import cinema.dev.machine.StackException;
import cinema.dev.process.Listening;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.SystemConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An AMQP 0-9-1 broker in this process, for machines without RabbitMQ; queues live in
 * memory.
 */
public final class QpidPart implements Part {

	private static final Logger logger = LoggerFactory.getLogger(QpidPart.class);

	private static final String CONFIGURATION = """
			{"name": "laptop", "modelVersion": "9.1",
			 "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
			   "users": [{"name": "cinema", "type": "managed", "password": "cinema"}]}],
			 "ports": [{"name": "AMQP", "port": "%s", "bindingAddress": "127.0.0.1", "authenticationProvider": "plain",
			   "protocols": ["AMQP_0_9_1"],
			   "virtualhostaliases": [{"name": "default", "type": "defaultAlias"}, {"name": "name", "type": "nameAlias"}]}],
			 "virtualhostnodes": [{"name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
			   "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"}]}
			""";

	private final SystemLauncher launcher;

	private final int port;

	private final AtomicBoolean closed = new AtomicBoolean();

	private QpidPart(SystemLauncher launcher, int port) {
		this.launcher = launcher;
		this.port = port;
	}

	public static QpidPart start(Path data, int port) {
		try {
			Path configuration = data.resolve("configuration.json");
			Files.writeString(configuration, CONFIGURATION.formatted(port));
			Map<String, Object> attributes = new HashMap<>();
			attributes.put("type", "Memory");
			attributes.put(SystemConfig.INITIAL_CONFIGURATION_LOCATION, configuration.toUri().toString());
			attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false);
			attributes.put("qpid.work_dir", data.toString());
			SystemLauncher launcher = new SystemLauncher();
			launcher.startup(attributes);
			if (!Listening.isHere(port)) {
				launcher.shutdown();
				throw new StackException("The embedded AMQP broker did not get port " + port);
			}
			return new QpidPart(launcher, port);
		}
		catch (Exception ex) {
			throw new StackException("The embedded AMQP broker did not start: " + ex.getMessage(), ex);
		}
	}

	@Override
	public String name() {
		return "rabbitmq";
	}

	@Override
	public String kind() {
		return "embedded";
	}

	@Override
	public String describe() {
		return "embedded Qpid Broker-J (no rabbitmq-server is installed), 127.0.0.1:" + this.port;
	}

	@Override
	public Map<String, String> environment() {
		return Map.of("SPRING_RABBITMQ_HOST", "127.0.0.1", "SPRING_RABBITMQ_PORT", Integer.toString(this.port),
				"SPRING_RABBITMQ_USERNAME", "cinema", "SPRING_RABBITMQ_PASSWORD", "cinema");
	}

	/** What is asked of it while it ends, by a connection for example, it cannot do. */
	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			try {
				this.launcher.shutdown();
			}
			catch (IllegalStateException ending) {
				logger.debug("The embedded AMQP broker was ending", ending);
			}
		}
	}

}
