package cinema.worker.email;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Semaphore;

import cinema.workflows.contract.Urgency;
import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Open connections to the SMTP server: several letters each, then recycled; closed when
 * nobody needs them.
 */
@Component
class SmtpPool {

	private static final Logger logger = LoggerFactory.getLogger(SmtpPool.class);

	private static final int RESERVED = 2;

	private static final Duration TRUSTED = Duration.ofSeconds(5);

	private final JavaMailSenderImpl mail;

	private final EmailProperties properties;

	private final Session ascii;

	private final Session national;

	private final GenericObjectPool<SmtpConnection> pool;

	/** Mailings leave some connections to letters that somebody waits for. */
	private final Semaphore bulkSeats;

	SmtpPool(JavaMailSenderImpl mail, EmailProperties properties) {
		this.mail = mail;
		this.properties = properties;
		this.ascii = session(mail, false);
		this.national = session(mail, true);
		this.bulkSeats = new Semaphore(Math.max(1, properties.connections() - RESERVED));
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

	SmtpConnection borrow(Urgency urgency) throws MessagingException {
		boolean bulk = urgency == Urgency.BULK;
		if (bulk) {
			this.bulkSeats.acquireUninterruptibly();
		}
		try {
			SmtpConnection connection = borrow();
			connection.sitsInBulk(bulk);
			return connection;
		}
		catch (MessagingException ex) {
			leave(bulk);
			throw ex;
		}
	}

	private void leave(boolean bulk) {
		if (bulk) {
			this.bulkSeats.release();
		}
	}

	private SmtpConnection borrow() throws MessagingException {
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

	/** Gives a connection back after a letter that the server has answered. */
	void giveBack(SmtpConnection connection) {
		if (connection.letters() >= this.properties.lettersPerConnection()) {
			discard(connection);
			return;
		}
		boolean bulk = connection.sitsInBulk(false);
		this.pool.returnObject(connection);
		leave(bulk);
	}

	/** Closes a connection that nobody should use again. */
	void discard(SmtpConnection connection) {
		try {
			this.pool.invalidateObject(connection);
		}
		catch (Exception ex) {
			logger.debug("A connection did not close", ex);
		}
		leave(connection.sitsInBulk(false));
	}

	@PreDestroy
	void close() {
		this.pool.close();
	}

	private final class Connections extends BasePooledObjectFactory<SmtpConnection> {

		@Override
		public SmtpConnection create() throws MessagingException {
			SmtpConnection connection = new SmtpConnection(SmtpPool.this.national);
			connection.connect(SmtpPool.this.mail.getHost(), SmtpPool.this.mail.getPort(),
					SmtpPool.this.mail.getUsername(), SmtpPool.this.mail.getPassword());
			return connection;
		}

		@Override
		public PooledObject<SmtpConnection> wrap(SmtpConnection connection) {
			return new DefaultPooledObject<>(connection);
		}

		/**
		 * Asks the server by a NOOP after a pause; right after a letter that would be
		 * wasted.
		 */
		@Override
		public boolean validateObject(PooledObject<SmtpConnection> pooled) {
			return pooled.getIdleDuration().compareTo(TRUSTED) < 0 || pooled.getObject().isConnected();
		}

		@Override
		public void destroyObject(PooledObject<SmtpConnection> pooled) throws MessagingException {
			pooled.getObject().close();
		}

	}

}
