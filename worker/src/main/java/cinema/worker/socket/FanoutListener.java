package cinema.worker.socket;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears what other instances tell, by a queue of this instance alone. The queue goes with
 * its channel; the next one has another name, so that it waits for no end of the first.
 */
@Component
class FanoutListener implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(FanoutListener.class);

	private final ConnectionFactory rabbit;

	private final ChangeFanout fanout;

	private volatile boolean running;

	private volatile @Nullable Channel channel;

	private boolean told;

	private Thread watch = new Thread(this::watch, "inbox-listener");

	FanoutListener(ConnectionFactory rabbit, ChangeFanout fanout, MeterRegistry meters) {
		this.rabbit = rabbit;
		this.fanout = fanout;
		Gauge.builder("cinema.inbox.listening", () -> isListening() ? 1 : 0)
			.description("1 while word of changes comes from other instances")
			.register(meters);
	}

	private void watch() {
		while (this.running) {
			try {
				Channel open = this.channel;
				if (open == null || !open.isOpen()) {
					listen();
				}
				TimeUnit.SECONDS.sleep(1);
			}
			catch (InterruptedException ex) {
				logger.debug("Woken to stop");
			}
			catch (IOException | AmqpException away) {
				tell(away);
				pause();
			}
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

	private static void pause() {
		try {
			TimeUnit.SECONDS.sleep(2);
		}
		catch (InterruptedException ex) {
			logger.debug("Woken to stop");
		}
	}

	/** Whether word of others is heard. */
	boolean isListening() {
		Channel open = this.channel;
		return open != null && open.isOpen();
	}

	@Override
	public void start() {
		this.running = true;
		this.watch = new Thread(this::watch, "inbox-listener");
		this.watch.start();
	}

	@Override
	public void stop() {
		this.running = false;
		this.watch.interrupt();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
