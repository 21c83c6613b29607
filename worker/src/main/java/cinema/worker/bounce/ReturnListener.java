package cinema.worker.bounce;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import cinema.worker.bounce.Returned.Bounce;
import cinema.worker.bounce.Returned.Code;
import cinema.worker.bounce.Returned.Ignored;
import cinema.worker.bounce.Returned.Told;
import cinema.worker.bounce.Returned.Unclear;
import cinema.worker.bounce.Returned.Why;
import cinema.worker.ledger.Bounces;
import cinema.worker.ledger.Bounces.Correction;
import cinema.worker.queue.DeadPostings;
import cinema.workflows.contract.BounceKind;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Writes into the ledger what came back. Returns when it is there, or in the dead
 * letters; a copy of it changes nothing.
 */
@Component
class ReturnListener implements MessageListener {

	private static final Logger logger = LoggerFactory.getLogger(ReturnListener.class);

	private static final String KNOWN = "known";

	/**
	 * A server may be quicker to refuse a letter than we are to write that we sent it.
	 */
	private static final int TRIES = 90;

	private final ReturnReader mails;

	private final ReportReader reports;

	private final ObjectProvider<ProviderReports> providers;

	private final Bounces ledger;

	private final DeadPostings dead;

	private final MeterRegistry meters;

	ReturnListener(ReturnReader mails, ReportReader reports, ObjectProvider<ProviderReports> providers, Bounces ledger,
			DeadPostings dead, MeterRegistry meters) {
		this.providers = providers;
		this.mails = mails;
		this.reports = reports;
		this.ledger = ledger;
		this.dead = dead;
		this.meters = meters;
		Arrays.stream(BounceKind.values()).forEach((kind) -> count("cinema.bounces", "kind", kind.name(), 0));
		count("cinema.bounces", "kind", KNOWN, 0);
		Arrays.stream(Why.values()).forEach((why) -> count("cinema.bounces.ignored", "reason", why.name(), 0));
		Arrays.stream(Code.values()).forEach((code) -> count("cinema.bounces.dead", "reason", code.name(), 0));
	}

	@Override
	public void onMessage(Message message) {
		String type = message.getMessageProperties().getContentType();
		boolean json = type != null && type.startsWith("application/json");
		Returned returned = json ? this.reports.read(message.getBody()) : this.mails.read(message.getBody());
		if (returned instanceof Bounce bounce) {
			write(message, bounce);
		}
		else if (returned instanceof Told told) {
			take(message, told);
		}
		else if (returned instanceof Ignored ignored) {
			count("cinema.bounces.ignored", "reason", ignored.why().name(), 1);
		}
		else if (returned instanceof Unclear unclear) {
			bury(message, unclear.code(), unclear.reason());
		}
	}

	private void write(Message message, Bounce bounce) {
		Correction correction = Correction.ON_ITS_WAY;
		for (int i = 0; correction == Correction.ON_ITS_WAY && i < TRIES; i++) {
			correction = correct(bounce, i);
		}
		switch (correction) {
			case DONE -> {
				count("cinema.bounces", "kind", bounce.kind().name(), 1);
				logger.info("Posting {} came back: {}", bounce.postingId(), bounce.detail());
			}
			case KNOWN -> count("cinema.bounces", "kind", KNOWN, 1);
			case ON_ITS_WAY -> bury(message, Code.ON_ITS_WAY, "its posting is still being sent");
			case NOT_SENT -> bury(message, Code.NOT_SENT, "its posting was never sent");
			case FORGOTTEN -> bury(message, Code.FORGOTTEN, "nothing is known of its posting any more");
		}
	}

	/** It waits there for its message, and comes back as a report of the posting. */
	private void take(Message message, Told told) {
		ProviderReports providers = this.providers.getIfAvailable();
		if (providers == null) {
			bury(message, Code.NO_POSTING, "no messages go to telephones here");
			return;
		}
		persist(() -> {
			providers.take(told.report());
			return told;
		});
	}

	private Correction correct(Bounce bounce, int tried) {
		if (tried > 0) {
			sleep();
		}
		return persist(() -> this.ledger.correct(bounce.postingId(), bounce.kind(), bounce.detail()));
	}

	/** Waits for the database, however long that is away. */
	private <T> T persist(Supplier<T> change) {
		while (true) {
			try {
				return change.get();
			}
			catch (DataAccessException away) {
				logger.warn("What came back has to wait: {}", away.getClass().getSimpleName());
				sleep();
			}
		}
	}

	/** The broker gives it to another worker when this one stops. */
	private void sleep() {
		try {
			TimeUnit.SECONDS.sleep(1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("stopping", ex);
		}
	}

	private void bury(Message message, Code code, String reason) {
		this.dead.bury(message, code.name(), reason);
		count("cinema.bounces.dead", "reason", code.name(), 1);
	}

	private void count(String name, String tag, String what, int much) {
		this.meters.counter(name, tag, what.toLowerCase(Locale.ROOT)).increment(much);
	}

}
