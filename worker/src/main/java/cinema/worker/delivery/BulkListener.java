package cinema.worker.delivery;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import cinema.worker.ledger.Received;
import cinema.worker.queue.UnreadableMessageException;
import com.rabbitmq.client.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/**
 * Takes the messages of a mailing many at a time; whatever is special about one of them
 * is left to the listener for single ones.
 */
@Component
class BulkListener implements ChannelAwareBatchMessageListener {

	private static final Logger logger = LoggerFactory.getLogger(BulkListener.class);

	private static final long PAUSE_IN_TROUBLE = 2000;

	private final BulkDelivery delivery;

	private final PostingReader reader;

	private final PostingListener singles;

	BulkListener(BulkDelivery delivery, PostingReader reader, PostingListener singles) {
		this.delivery = delivery;
		this.reader = reader;
		this.singles = singles;
	}

	@Override
	public void onMessageBatch(List<Message> messages, @Nullable Channel channel) {
		if (channel == null) {
			throw new IllegalStateException("the container has to acknowledge by hand");
		}
		Map<String, Message> byId = new LinkedHashMap<>();
		List<Received> postings = new ArrayList<>(messages.size());
		List<Message> special = new ArrayList<>();
		Set<UUID> seen = new HashSet<>();
		for (Message message : messages) {
			Received received = read(message);
			if (received != null && seen.add(UUID.fromString(received.posting().id()))) {
				byId.put(received.posting().id(), message);
				postings.add(received);
			}
			else {
				special.add(message);
			}
		}
		Map<String, Instant> again = untilItWorks(postings);
		if (again != null) {
			acknowledge(byId, again, special.isEmpty(), channel);
			again.forEach((id, at) -> {
				Message message = byId.get(id);
				if (message != null) {
					this.singles.schedule(message, channel, at);
				}
			});
			special.forEach((message) -> this.singles.onMessage(message, channel));
		}
	}

	private @Nullable Received read(Message message) {
		try {
			return PostingReader.isWithdrawal(message) ? null : this.reader.posting(message);
		}
		catch (UnreadableMessageException unreadable) {
			return null;
		}
	}

	/** Null when the worker stops first; the broker keeps what is not acknowledged. */
	private @Nullable Map<String, Instant> untilItWorks(List<Received> postings) {
		while (!postings.isEmpty() && !this.delivery.isStopping()) {
			try {
				return this.delivery.deliver(postings);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return null;
			}
			catch (RuntimeException trouble) {
				logger.warn("{} messages have to wait: {}", postings.size(), trouble.getClass().getSimpleName());
				if (!mayPass(trouble)) {
					// One of them is the reason, and each goes its own way.
					return postings.stream()
						.collect(Collectors.toMap((one) -> one.posting().id(), (one) -> Instant.EPOCH));
				}
				pause();
			}
		}
		return postings.isEmpty() ? Map.of() : null;
	}

	private static boolean mayPass(RuntimeException trouble) {
		return trouble instanceof DataAccessException && (!(trouble instanceof NonTransientDataAccessException)
				|| trouble instanceof NonTransientDataAccessResourceException);
	}

	private static void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(PAUSE_IN_TROUBLE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	private void acknowledge(Map<String, Message> byId, Map<String, Instant> again, boolean nothingSpecial,
			Channel channel) {
		List<Long> done = byId.entrySet()
			.stream()
			.filter((one) -> !again.containsKey(one.getKey()))
			.map((one) -> one.getValue().getMessageProperties().getDeliveryTag())
			.toList();
		boolean all = nothingSpecial && done.size() == byId.size() && !this.singles.letsWait();
		try {
			for (long tag : (all && !done.isEmpty()) ? done.subList(done.size() - 1, done.size()) : done) {
				channel.basicAck(tag, all);
			}
		}
		catch (IOException ex) {
			// The broker delivers them again, and the ledger answers.
			logger.info("Acknowledgements did not reach the broker");
		}
	}

}
