package cinema.dev.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;

/** Tries on the broker what its users may and what its policies do. */
final class BrokerProbe {

	private final int port;

	private final Map<String, String> secrets;

	BrokerProbe(int port, Map<String, String> secrets) {
		this.port = port;
		this.secrets = secrets;
	}

	boolean mayRead(String user, String queue) throws Exception {
		return may(user, (channel) -> channel.basicGet(queue, false));
	}

	boolean mayDeclare(String user, String queue) throws Exception {
		return may(user, (channel) -> channel.queueDeclare(queue, true, false, false, Map.of()));
	}

	private boolean may(String user, Attempt attempt) throws Exception {
		try (Connection connection = connect(user)) {
			attempt.on(connection.createChannel());
			return true;
		}
		catch (IOException ex) {
			if (String.valueOf(ex.getCause()).contains("ACCESS_REFUSED")) {
				return false;
			}
			throw ex;
		}
	}

	/**
	 * How often a posting is handed out of a quorum queue until it lies in
	 * {@code postings.dead}, where the orchestrator may be quicker than we look.
	 */
	int deliveriesUntilDead(String queue) throws Exception {
		try (Connection connection = connect("operator")) {
			Channel channel = connection.createChannel();
			channel.queueDeclare("postings.dead", true, false, false, Map.of());
			channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
			channel.confirmSelect();
			channel.basicPublish("", queue, null, "probe".getBytes(StandardCharsets.UTF_8));
			channel.waitForConfirmsOrDie(10_000);
			long dead = channel.messageCount("postings.dead");
			int deliveries = 0;
			for (int tries = 0; tries < 500 && channel.messageCount("postings.dead") == dead; tries++) {
				GetResponse handed = channel.basicGet(queue, false);
				if (handed == null) {
					Thread.sleep(10);
				}
				else {
					deliveries++;
					channel.basicNack(handed.getEnvelope().getDeliveryTag(), false, true);
				}
			}
			channel.queueDelete(queue);
			return deliveries;
		}
	}

	private Connection connect(String user) throws Exception {
		ConnectionFactory factory = new ConnectionFactory();
		factory.setHost("127.0.0.1");
		factory.setPort(this.port);
		factory.setVirtualHost("cinema");
		factory.setUsername(user);
		factory.setPassword(this.secrets.get("RABBITMQ_" + user.toUpperCase(Locale.ROOT) + "_PASSWORD"));
		return factory.newConnection();
	}

	private interface Attempt {

		void on(Channel channel) throws IOException;

	}

}
