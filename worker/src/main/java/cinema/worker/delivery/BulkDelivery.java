package cinema.worker.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import cinema.worker.ledger.Claim;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.Outcome;
import cinema.worker.ledger.Received;
import cinema.worker.receipt.ReceiptRelay;
import cinema.workflows.contract.Channel;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Delivers postings of mailings in the same order of steps as single ones, but each step
 * for several of them by one statement of the ledger.
 */
@Component
class BulkDelivery {

	/**
	 * So many of a batch are noted as being sent at the same time, each with a connection
	 * in hand: half of what mailings have, so that others send while these are noted.
	 */
	static final int TOGETHER = 10;

	private static final Duration PAUSE_IN_TROUBLE = Duration.ofSeconds(2);

	private final Ledger ledger;

	private final SendAttempts attempts;

	private final Senders senders;

	private final OutcomeWriter outcomes;

	private final BulkPace pace;

	private final ReceiptRelay receipts;

	private final Clock clock;

	private volatile boolean stopping;

	BulkDelivery(Ledger ledger, SendAttempts attempts, Senders senders, OutcomeWriter outcomes, BulkPace pace,
			ReceiptRelay receipts, Clock clock) {
		this.pace = pace;
		this.ledger = ledger;
		this.attempts = attempts;
		this.senders = senders;
		this.outcomes = outcomes;
		this.receipts = receipts;
		this.clock = clock;
	}

	/**
	 * Delivers postings of different ids.
	 * @return the ids of those that are not done, and when it is worth looking at each
	 * again
	 */
	Map<String, Instant> deliver(List<Received> postings) throws InterruptedException {
		Map<String, Instant> again = new LinkedHashMap<>();
		List<Claim> claims = this.ledger.claim(postings);
		List<Received> ours = new ArrayList<>();
		for (int i = 0; i < postings.size(); i++) {
			if (claims.get(i) instanceof Claim.Busy busy) {
				again.put(postings.get(i).posting().id(), busy.until());
			}
			else if (claims.get(i) instanceof Claim.Answered answered) {
				this.receipts.report(answered.answer());
			}
			else {
				ours.add(postings.get(i));
			}
		}
		for (int from = 0; from < ours.size(); from += TOGETHER) {
			List<Received> some = ours.subList(from, Math.min(ours.size(), from + TOGETHER));
			if (this.stopping) {
				putOff(some, again);
			}
			else {
				Channel channel = some.get(0).posting().channel();
				long began = System.nanoTime();
				this.pace.begin();
				send(some, again);
				Duration worked = Duration.ofNanos(System.nanoTime() - began);
				TimeUnit.NANOSECONDS.sleep(this.pace.rest(channel, worked).toNanos());
			}
		}
		return again;
	}

	private void send(List<Received> ours, Map<String, Instant> again) throws InterruptedException {
		List<Received> left = wanted(ours, again);
		while (!left.isEmpty()) {
			List<Departure> open = open(left, again);
			for (Received late : this.senders.send(begin(open, again))) {
				again.put(late.posting().id(), soon());
			}
			left = left.subList(open.isEmpty() ? left.size() : open.size(), left.size());
		}
	}

	/** None when something is broken, and all are put off. */
	private List<Departure> open(List<Received> left, Map<String, Instant> again) {
		try {
			return this.attempts.openPart(left);
		}
		catch (RuntimeException trouble) {
			putOff(left, again);
			return List.of();
		}
	}

	private List<Received> wanted(List<Received> ours, Map<String, Instant> again) {
		List<Outcome> refused = new ArrayList<>();
		List<Received> wanted = new ArrayList<>();
		for (Received one : ours) {
			try {
				Outcome refusal = this.attempts.refusal(one);
				if (refusal != null) {
					refused.add(refusal);
				}
				else {
					wanted.add(one);
				}
			}
			catch (RuntimeException trouble) {
				putOff(List.of(one), again);
			}
		}
		write(refused, again);
		return wanted;
	}

	/**
	 * Those that the ledger now knows as being sent; the lines of the others are closed.
	 */
	private List<Departure> begin(List<Departure> open, Map<String, Instant> again) {
		List<Outcome> settled = new ArrayList<>();
		List<Departure> ready = new ArrayList<>();
		putOff(open.stream().filter((one) -> one.line().stepsAside()).map(Departure::received).toList(), again);
		for (Departure one : open) {
			if (one.line().stepsAside()) {
				continue;
			}
			Outcome outcome = this.attempts.settled(one);
			if (outcome != null) {
				settled.add(outcome);
			}
			else {
				ready.add(one);
			}
		}
		List<Departure> begun = new ArrayList<>();
		try {
			List<Boolean> started = ready.isEmpty() ? List.of()
					: this.ledger.startSending(ready.stream().map(Departure::posting).toList());
			for (int i = 0; i < ready.size(); i++) {
				if (started.get(i)) {
					begun.add(ready.get(i));
				}
				else {
					this.ledger.release(ready.get(i).posting());
				}
			}
		}
		catch (RuntimeException trouble) {
			putOff(ready.stream().map(Departure::received).toList(), again);
		}
		open.stream().filter((one) -> !begun.contains(one)).forEach((one) -> one.line().close());
		write(settled, again);
		return begun;
	}

	private void write(List<Outcome> ended, Map<String, Instant> again) {
		if (!ended.isEmpty() && !this.outcomes.write(ended)) {
			ended.forEach((one) -> again.put(one.posting().id(), soon()));
		}
	}

	private void putOff(List<Received> postings, Map<String, Instant> again) {
		for (Received one : postings) {
			this.ledger.release(one.posting());
			again.put(one.posting().id(), soon());
		}
	}

	private Instant soon() {
		return this.clock.instant().plus(PAUSE_IN_TROUBLE);
	}

	/** What is not being sent then is left to another worker. */
	@EventListener(ContextClosedEvent.class)
	void stop() {
		this.stopping = true;
	}

	boolean isStopping() {
		return this.stopping;
	}

}
