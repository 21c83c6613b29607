package cinema.worker.socket;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import cinema.platform.thread.OwnThread;
import cinema.worker.inbox.InboxListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells other instances that an inbox has changed: whose, and the number of the change.
 * Nothing waits for it and nothing rests on it, since all look into the database now and
 * then.
 */
@Component
class ChangeFanout extends OwnThread implements InboxListener {

	static final String EXCHANGE = "inbox";

	private static final Logger logger = LoggerFactory.getLogger(ChangeFanout.class);

	private final String instance = UUID.randomUUID().toString();

	private final BlockingQueue<Word> words = new ArrayBlockingQueue<>(10_000);

	private final RabbitTemplate rabbit;

	private final ObjectProvider<OpenSockets> sockets;

	/** Else there is nothing yet that would take a word. */
	private volatile boolean open;

	/** The sockets later, since they read inboxes and inboxes tell us. */
	ChangeFanout(ConnectionFactory connections, ObjectProvider<OpenSockets> sockets) {
		super("inbox-fanout", Duration.ZERO);
		this.rabbit = new RabbitTemplate(connections);
		this.rabbit.setExchange(EXCHANGE);
		this.rabbit.setUsePublisherConnection(true);
		this.sockets = sockets;
	}

	@Override
	public void changed(String person, long version) {
		this.sockets.getObject().changed(person, version);
		if (this.open && !this.words.offer(new Word(person, version))) {
			logger.debug("Word of a change is left out");
		}
	}

	void open(boolean open) {
		this.open = open;
	}

	@Override
	protected void turn() throws InterruptedException {
		try {
			Word word = this.words.poll(1, TimeUnit.SECONDS);
			if (word != null) {
				this.rabbit.send(message(word));
			}
		}
		catch (AmqpException away) {
			// Whoever does not hear of it looks.
			this.words.clear();
			logger.debug("Word of changes is not sent: {}", away.getClass().getSimpleName());
		}
	}

	private Message message(Word word) {
		return MessageBuilder.withBody((word.version() + " " + word.person()).getBytes(StandardCharsets.UTF_8))
			.setContentType("text/plain")
			.setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
			.setAppId(this.instance)
			.build();
	}

	/** Somebody else's word; our own is known. */
	void hear(@Nullable String from, byte[] body) {
		String[] word = new String(body, StandardCharsets.UTF_8).split(" ", 2);
		if (!this.instance.equals(from) && word.length == 2 && word[0].matches("\\d{1,18}")) {
			this.sockets.getObject().changed(word[1], Long.parseLong(word[0]));
		}
	}

	private record Word(String person, long version) {
	}

}
