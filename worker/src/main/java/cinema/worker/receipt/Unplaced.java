package cinema.worker.receipt;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.rabbitmq.client.Return;
import com.rabbitmq.client.ReturnCallback;
import org.jspecify.annotations.Nullable;

/**
 * What a batch could not put into a queue. RabbitMQ gives a message back that fits none
 * and confirms it none the less; Qpid refuses it. Heard on the connection's own thread,
 * before the confirms: Spring tells of returns in another thread, which may come later.
 */
final class Unplaced implements ReturnCallback {

	private final Set<String> returned = ConcurrentHashMap.newKeySet();

	private final Set<Long> refused = ConcurrentHashMap.newKeySet();

	private volatile long first;

	/** The number that the first message of the batch is going to have. */
	void countFrom(@Nullable Long next) {
		this.first = (next != null) ? next : 0;
	}

	void refuse(long number, boolean andAllBefore) {
		for (long each = andAllBefore ? this.first : number; each <= number; each++) {
			this.refused.add(each);
		}
	}

	@Override
	public void handle(Return unroutable) {
		this.returned.add(unroutable.getProperties().getMessageId());
	}

	/** Whether the message at this place of the batch, counted from 0, is in no queue. */
	boolean contains(int place, String messageId) {
		return this.returned.contains(messageId) || this.refused.contains(this.first + place);
	}

}
