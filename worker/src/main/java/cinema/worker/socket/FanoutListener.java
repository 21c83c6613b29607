package cinema.worker.socket;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.platform.thread.OwnThread;
import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * Hears what other instances tell, by a queue of this instance alone. The queue goes with
 * its channel; the next one has another name, so that it waits for no end of the first.
 */
@Component
class FanoutListener extends OwnThread {

	private static final Logger logger = LoggerFactory.getLogger(FanoutListener.class);

	private final ConnectionFactory rabbit;

	private final ChangeFanout fanout;

	private volatile @Nullable Channel channel;

	private boolean told;

	FanoutListener(ConnectionFactory rabbit, ChangeFanout fanout, MeterRegistry meters) {
		super("inbox-listener", Duration.ZERO);
		this.rabbit = rabbit;
		this.fanout = fanout;
		Gauge.builder("cinema.inbox.listening", () -> isListening() ? 1 : 0)
			.description("1 while word of changes comes from other instances")
			.register(meters);
	}

	@Override
	protected void turn() throws InterruptedException {
		try {
			if (!isListening()) {
				listen();
			}
			TimeUnit.SECONDS.sleep(1);
		}
		catch (IOException | AmqpException away) {
			tell(away);
			TimeUnit.SECONDS.sleep(2);
		}
	}

	private void listen() throws IOException {
		Channel next = this.rabbit.createConnection().createChannel(false);
		String queue = ChangeFanout.EXCHANGE + "." + UUID.randomUUID();
		next.exchangeDeclare(ChangeFanout.EXCHANGE, "fanout", true);
		next.queueDeclare(queue, false, true, true, null);
		next.queueBind(queue, ChangeFanout.EXCHANGE, "");
		next.basicConsume(queue, true, (tag, word) -> this.fanout.hear(word.getProperties().getAppId(), word.getBody()),
				// Nobody tells us anything any more, so we begin anew.
				(tag) -> next.abort());
		this.channel = next;
		this.fanout.open(true);
		this.told = false;
	}

	/** Once, until it goes again. */
	private void tell(Exception away) {
		this.fanout.open(false);
		if (!this.told) {
			logger.warn("Changes of inboxes are told late, since RabbitMQ does not pass them on: {}",
					away.getClass().getSimpleName());
		}
		this.told = true;
	}

	/** Whether word of others is heard. */
	boolean isListening() {
		Channel open = this.channel;
		return open != null && open.isOpen();
	}

}
