package cinema.worker.sms;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import cinema.workflows.contract.Urgency;

/**
 * The messages that may wait for a provider's answer at the same time. Mailings leave
 * some of them to others, and those one to what is urgent.
 */
final class SmsWindow {

	private static final int RESERVED = 2;

	/** Each message has one of each of its urgency, taken in this order. */
	private final Map<Urgency, List<Semaphore>> seats;

	SmsWindow(int size) {
		Semaphore all = new Semaphore(size, true);
		Semaphore normal = new Semaphore(size - 1, true);
		Semaphore bulk = new Semaphore(size - RESERVED, true);
		this.seats = Map.of(Urgency.URGENT, List.of(all), Urgency.NORMAL, List.of(normal, all), Urgency.BULK,
				List.of(bulk, normal, all));
	}

	/** Takes a seat if there is one now; it is to be left. */
	boolean sits(Urgency urgency) {
		List<Semaphore> wanted = of(urgency);
		for (int i = 0; i < wanted.size(); i++) {
			if (!wanted.get(i).tryAcquire()) {
				wanted.subList(0, i).forEach(Semaphore::release);
				return false;
			}
		}
		return true;
	}

	/**
	 * Waits for a seat.
	 * @param most for so long, in nanoseconds
	 */
	boolean sits(Urgency urgency, long most) throws InterruptedException {
		List<Semaphore> wanted = of(urgency);
		long began = System.nanoTime();
		int had = 0;
		try {
			while (had < wanted.size()
					&& wanted.get(had).tryAcquire(most - (System.nanoTime() - began), TimeUnit.NANOSECONDS)) {
				had++;
			}
			return had == wanted.size();
		}
		finally {
			if (had < wanted.size()) {
				wanted.subList(0, had).forEach(Semaphore::release);
			}
		}
	}

	void leave(Urgency urgency) {
		of(urgency).forEach(Semaphore::release);
	}

	private List<Semaphore> of(Urgency urgency) {
		return this.seats.getOrDefault(urgency, List.of());
	}

}
