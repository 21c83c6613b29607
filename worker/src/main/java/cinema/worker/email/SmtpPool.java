package cinema.worker.email;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import cinema.workflows.contract.Urgency;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open connections to one SMTP server: several letters each, then recycled; closed when
 * nobody needs them.
 */
class SmtpPool {

	private static final Logger logger = LoggerFactory.getLogger(SmtpPool.class);

	private static final int RESERVED = 2;

	private static final Duration TRUSTED = Duration.ofSeconds(5);

	private final SmtpServer server;

	private final EmailProperties properties;

	private final SmtpConnection.Sockets sockets = new SmtpConnection.Sockets();

	private final Session connections;

	private final GenericObjectPool<SmtpConnection> pool;

	/** Mailings leave some connections to letters that somebody waits for. */
	private final int mailings;

	private final Semaphore bulkSeats;

	/**
	 * Of one server.
	 * @param connections how many are open at most
	 * @param bulk how many of them mailings may have
	 */
	SmtpPool(SmtpServer server, EmailProperties properties, int connections, int bulk) {
		this.server = server;
		this.properties = properties;
		this.connections = SmtpConnection.session(server.mail(), properties, this.sockets);
		this.mailings = Math.max(1, Math.min(bulk, connections - RESERVED));
		this.bulkSeats = new Semaphore(this.mailings, true);
		this.pool = new GenericObjectPool<>(new Connections());
		this.pool.setMaxTotal(connections);
		this.pool.setMaxIdle(connections);
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

	/** How many letters of mailings it has in hand at most. */
	int bulkSeats() {
		return this.mailings;
	}

	/** Whether whoever wants a connection waits for somebody else's. */
	boolean isFull() {
		return this.pool.getNumActive() >= this.pool.getMaxTotal();
	}

	/** Takes a seat for a letter if there is one now; it is to be left. */
	boolean sits(Urgency urgency) {
		return (urgency == Urgency.BULK) ? this.bulkSeats.tryAcquire() : !isFull();
	}

	/**
	 * Waits for seats of all letters of a part, and keeps none meanwhile.
	 * @param most for so long, in nanoseconds
	 */
	boolean sitsTogether(Urgency urgency, int letters, long most) throws InterruptedException {
		return urgency != Urgency.BULK || this.bulkSeats.tryAcquire(letters, most, TimeUnit.NANOSECONDS);
	}

	/**
	 * Waits for a seat.
	 * @param most for so long, in nanoseconds
	 */
	boolean sits(Urgency urgency, long most) throws InterruptedException {
		return urgency != Urgency.BULK || this.bulkSeats.tryAcquire(most, TimeUnit.NANOSECONDS);
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

	void close() {
		this.pool.close();
	}

	private final class Connections extends BasePooledObjectFactory<SmtpConnection> {

		@Override
		public SmtpConnection create() throws MessagingException {
			SmtpConnection connection = new SmtpConnection(SmtpPool.this.connections, SmtpPool.this.sockets,
					SmtpPool.this.properties);
			try {
				SmtpServer server = SmtpPool.this.server;
				connection.connect(server.host(), server.port(), server.username(), server.password());
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
