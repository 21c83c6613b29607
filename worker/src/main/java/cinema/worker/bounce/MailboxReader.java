package cinema.worker.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;

import cinema.worker.queue.ConfirmedPublisher;
import cinema.workflows.contract.PostingQueues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes mail out of the mailbox of the return path and into the queue of what came back.
 * A mail is deleted when the broker has it: who dies in between takes it again, and the
 * ledger knows it then.
 */
@Component
class MailboxReader {

	private static final Logger logger = LoggerFactory.getLogger(MailboxReader.class);

	private static final FlagTerm UNSEEN = new FlagTerm(new Flags(Flags.Flag.SEEN), false);

	private static final FlagTerm THERE = new FlagTerm(new Flags(Flags.Flag.DELETED), false);

	/** So many at a time: the others come with the next look. */
	private static final int MOST = 500;

	/** The database's name for whoever looks into the mailbox. */
	private static final long TURN = 0x626f756e6365L;

	private final BounceProperties properties;

	private final ConfirmedPublisher publisher;

	private final JdbcClient jdbc;

	private final TransactionTemplate transactions;

	private final Counter taken;

	private final Counter broken;

	private volatile boolean away;

	MailboxReader(BounceProperties properties, ConfirmedPublisher publisher, JdbcClient jdbc,
			TransactionTemplate transactions, MeterRegistry meters) {
		this.properties = properties;
		this.publisher = publisher;
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.taken = meters.counter("cinema.bounce.mails", "result", "taken");
		this.broken = meters.counter("cinema.bounce.mails", "result", "broken");
		Gauge.builder("cinema.bounce.mailbox.away", () -> this.away ? 1 : 0)
			.description("1 while the mailbox of what comes back cannot be read")
			.register(meters);
	}

	/** One instance at a time; the others look again a little later. */
	@Scheduled(fixedDelayString = "${cinema.bounce.mailbox.every:30s}")
	void look() {
		if (this.properties.mailbox().server() == null) {
			return;
		}
		try {
			this.transactions.executeWithoutResult((turn) -> {
				if (this.jdbc.sql("select pg_try_advisory_xact_lock(?)").param(TURN).query(Boolean.class).single()) {
					read();
				}
			});
			this.away = false;
		}
		catch (RuntimeException trouble) {
			this.away = true;
			logger.warn("The mailbox of what comes back cannot be read: {}", String.valueOf(trouble.getMessage()));
		}
	}

	private void read() {
		BounceProperties.Mailbox mailbox = this.properties.mailbox();
		String protocol = mailbox.tls() ? "imaps" : "imap";
		try (Store store = session(mailbox, protocol).getStore(protocol)) {
			store.connect(mailbox.server(), mailbox.port(), mailbox.username(), mailbox.password());
			try (Folder folder = store.getFolder(mailbox.folder())) {
				folder.open(Folder.READ_WRITE);
				Message[] found = folder.search(new AndTerm(UNSEEN, THERE));
				for (int i = 0; i < found.length && i < MOST; i++) {
					take(found[i], mailbox.keep());
				}
			}
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex.getClass().getSimpleName() + " " + ex.getMessage(), ex);
		}
	}

	private static Session session(BounceProperties.Mailbox mailbox, String protocol) {
		String timeout = String.valueOf(mailbox.timeout().toMillis());
		Properties mail = new Properties();
		List.of("timeout", "connectiontimeout", "writetimeout")
			.forEach((name) -> mail.setProperty("mail." + protocol + "." + name, timeout));
		mail.setProperty("mail." + protocol + ".ssl.checkserveridentity", "true");
		return Session.getInstance(mail);
	}

	/** One that cannot be read keeps the others not waiting. */
	private void take(Message message, boolean keep) throws MessagingException {
		try {
			give(raw((IMAPMessage) message));
			message.setFlag(keep ? Flags.Flag.SEEN : Flags.Flag.DELETED, true);
			this.taken.increment();
		}
		catch (IOException | MessagingException ex) {
			if (!message.getFolder().isOpen()) {
				throw new MessagingException("the server has ended the connection", ex);
			}
			this.broken.increment();
			logger.warn("A mail in the mailbox of what comes back cannot be read: {}", ex.getClass().getSimpleName());
		}
	}

	private byte[] raw(IMAPMessage message) throws MessagingException, IOException {
		message.setPeek(true);
		try (InputStream in = message.getMimeStream()) {
			return in.readNBytes(Math.toIntExact(this.properties.maxSize().toBytes()));
		}
	}

	private void give(byte[] raw) {
		org.springframework.amqp.core.Message copy = MessageBuilder.withBody(raw)
			.setContentType("message/rfc822")
			.setDeliveryMode(MessageDeliveryMode.PERSISTENT)
			.build();
		if (!this.publisher.publish(List.of(copy), (one) -> PostingQueues.RETURNED, (one) -> one).isEmpty()) {
			throw new AmqpException("there is no queue " + PostingQueues.RETURNED);
		}
	}

}
