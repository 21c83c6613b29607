package cinema.orchestrator.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.SystemConfig;

/** A real AMQP 0-9-1 broker in this process: Qpid Broker-J. */
public final class AmqpBroker {

	public static final String USER = "cinema";

	private static final String CONFIGURATION = """
			{"name": "test", "modelVersion": "9.1",
			 "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
			   "users": [{"name": "cinema", "type": "managed", "password": "cinema"}]}],
			 "ports": [{"name": "AMQP", "port": "%d", "bindingAddress": "127.0.0.1", "authenticationProvider": "plain",
			   "protocols": ["AMQP_0_9_1"],
			   "virtualhostaliases": [{"name": "default", "type": "defaultAlias"}, {"name": "name", "type": "nameAlias"}]}],
			 "virtualhostnodes": [{"name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
			   "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"}]}
			""";

	private AmqpBroker() {
	}

	/** Starts a broker that ends with the process; returns its port. */
	public static int start() {
		try {
			int port = KafkaBroker.freePort();
			Path data = Files.createTempDirectory("qpid");
			Path configuration = Files.writeString(data.resolve("configuration.json"), CONFIGURATION.formatted(port));
			Map<String, Object> attributes = new HashMap<>();
			attributes.put("type", "Memory");
			attributes.put(SystemConfig.INITIAL_CONFIGURATION_LOCATION, configuration.toUri().toString());
			attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false);
			attributes.put("qpid.work_dir", data.toString());
			new SystemLauncher().startup(attributes);
			return port;
		}
		catch (Exception ex) {
			throw new IllegalStateException("Qpid did not start", ex);
		}
	}

}
