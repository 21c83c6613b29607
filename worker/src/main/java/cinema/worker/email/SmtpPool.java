package cinema.worker.email;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import cinema.workflows.contract.Urgency;
import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Open connections to the SMTP server: several letters each, then recycled; closed when
 * nobody needs them.
 */
@Component
class SmtpPool {

	private static final Logger logger = LoggerFactory.getLogger(SmtpPool.class);

	private static final int RESERVED = 2;

	private static final Duration TRUSTED = Duration.ofSeconds(5);

	/** For so long a part of a mailing waits for all its connections, in milliseconds. */
	private static final long TOGETHER = 50;

	private final JavaMailSenderImpl mail;

	private final EmailProperties properties;

	private final Session ascii;

	private final Session national;

	private final SmtpConnection.Sockets sockets = new SmtpConnection.Sockets();

	private final Session connections;

	private final GenericObjectPool<SmtpConnection> pool;

	/** Mailings leave some connections to letters that somebody waits for. */
	private final Semaphore bulkSeats;

	SmtpPool(JavaMailSenderImpl mail, EmailProperties properties) {
		this.mail = mail;
		this.properties = properties;
		this.ascii = session(mail, false);
		this.national = session(mail, true);
		this.connections = SmtpConnection.session(mail.getJavaMailProperties(), properties, this.sockets);
		this.bulkSeats = new Semaphore(
				Math.max(1, Math.min(properties.bulkConnections(), properties.connections() - RESERVED)), true);
		this.pool = new GenericObjectPool<>(new Connections());
		this.pool.setMaxTotal(properties.connections());
		this.pool.setMaxIdle(properties.connections());
		this.pool.setMaxWait(Duration.ofSeconds(30));
		this.pool.setTestOnBorrow(true);
		this.pool.setMinEvictableIdleDuration(properties.idle());
		this.pool.setDurationBetweenEvictionRuns(properties.idle().dividedBy(2));
	}

	int active() {
		return this.pool.getNumActive();
	}

	int idle() {
		return this.pool.getNumIdle();
	}

	/**
	 * What letters are made with.
	 * @param utf8 whether addresses may be more than ASCII
	 */
	Session session(boolean utf8) {
		return utf8 ? this.national : this.ascii;
	}

	private static Session session(JavaMailSenderImpl mail, boolean utf8) {
		Properties properties = new Properties();
		properties.putAll(mail.getJavaMailProperties());
		properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8));
		return Session.getInstance(properties);
	}

	/**
	 * Takes seats for letters of one urgency; each is to be left.
	 * @return for how many of them there are seats: one at least, soon all
	 */
	int sit(Urgency urgency, int letters) {
		if (urgency != Urgency.BULK || sitTogether(letters)) {
			return letters;
		}
		this.bulkSeats.acquireUninterruptibly();
		int seats = 1;
		while (seats < letters && this.bulkSeats.tryAcquire()) {
			seats++;
		}
		return seats;
	}

	private boolean sitTogether(int letters) {
		try {
			return this.bulkSeats.tryAcquire(letters, TOGETHER, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	void leave(Urgency urgency) {
		if (urgency == Urgency.BULK) {
			this.bulkSeats.release();
		}
	}

	/**
	 * Takes a connection that lives.
	 * @throws NoConnectionException when the server gives none
	 */
	SmtpConnection borrow() throws MessagingException {
		try {
			return this.pool.borrowObject();
		}
		catch (MessagingException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new MessagingException("no connection is free", ex);
		}
	}

	/** Gives a connection back, whatever became of it. */
	void giveBack(SmtpConnection connection) {
		this.pool.returnObject(connection);
	}

	/** Closes a connection that nobody should use again. */
	void discard(SmtpConnection connection) {
		try {
			connection.close();
		}
		catch (MessagingException ex) {
			logger.debug("A connection did not close", ex);
		}
		giveBack(connection);
	}

	/** Where one is dead that nobody used, mostly the others are, too. */
	void discardIdle() {
		this.pool.clear();
	}

	@PreDestroy
	void close() {
		this.pool.close();
	}

	/** An empty setting is none, and nobody signs in with it. */
	private static @Nullable String given(@Nullable String setting) {
		return StringUtils.hasText(setting) ? setting : null;
	}

	private final class Connections extends BasePooledObjectFactory<SmtpConnection> {

		@Override
		public SmtpConnection create() throws MessagingException {
			SmtpConnection connection = new SmtpConnection(SmtpPool.this.connections, SmtpPool.this.sockets,
					SmtpPool.this.properties);
			try {
				connection.connect(SmtpPool.this.mail.getHost(), SmtpPool.this.mail.getPort(),
						given(SmtpPool.this.mail.getUsername()), given(SmtpPool.this.mail.getPassword()));
				return connection;
			}
			catch (MessagingException ex) {
				throw new NoConnectionException(connection.reply(), ex);
			}
		}

		@Override
		public PooledObject<SmtpConnection> wrap(SmtpConnection connection) {
			return new DefaultPooledObject<>(connection);
		}

		/**
		 * Asks the server after a pause, or after a letter that it did not take; right
		 * after one that it took that would be wasted.
		 */
		@Override
		public boolean validateObject(PooledObject<SmtpConnection> pooled) {
			SmtpConnection connection = pooled.getObject();
			if (!connection.isUnclean() && pooled.getIdleDuration().compareTo(TRUSTED) < 0) {
				return true;
			}
			boolean lives = connection.isConnected();
			if (!lives) {
				discardIdle();
			}
			return lives;
		}

		/**
		 * The pool would make a new one at once for each that it is told to invalidate.
		 */
		@Override
		public void passivateObject(PooledObject<SmtpConnection> pooled) throws MessagingException {
			SmtpConnection connection = pooled.getObject();
			if (connection.isClosed() || connection.letters() >= SmtpPool.this.properties.lettersPerConnection()) {
				throw new MessagingException("it has served");
			}
		}

		@Override
		public void destroyObject(PooledObject<SmtpConnection> pooled) throws MessagingException {
			pooled.getObject().close();
		}

	}

	/** The server gives no connection, and perhaps said why. */
	static final class NoConnectionException extends MessagingException {

		private static final long serialVersionUID = 1L;

		private final transient SmtpReply reply;

		NoConnectionException(SmtpReply reply, MessagingException cause) {
			super(cause.getMessage(), cause);
			this.reply = reply;
		}

		SmtpReply reply() {
			return this.reply;
		}

	}

}
