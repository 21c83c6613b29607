package cinema.worker.sms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.springframework.util.function.ThrowingConsumer;

/** A message centre (SMPP 3.4) that answers as a test wants it to. */
final class MessageCentre implements AutoCloseable {

	static final String PASSWORD = "secret";

	/** Among statuses: a message that is taken. */
	static final int TAKES = 0;

	/** What it took. */
	final List<SubmitSm> taken = new CopyOnWriteArrayList<>();

	/** Statuses of the next answers; a message is taken where there is none. */
	final Queue<Integer> statuses = new ArrayDeque<>();

	/** By number: what happens before a message to it is answered. */
	final Map<String, ThrowingConsumer<String>> before = new ConcurrentHashMap<>();

	final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();

	final AtomicInteger binds = new AtomicInteger();

	private final AtomicInteger ids = new AtomicInteger(0x10);

	private final SMPPServerSessionListener listener;

	private volatile boolean open = true;

	volatile boolean refusesBinds;

	private volatile String lastIdTaken = "";

	MessageCentre(int port) throws IOException {
		this.listener = new SMPPServerSessionListener(port);
		this.listener.setMessageReceiverListener(new Answers());
		Thread accepting = new Thread(this::accept, "message-centre");
		accepting.setDaemon(true);
		accepting.start();
	}

	private void accept() {
		while (this.open) {
			try {
				SMPPServerSession session = this.listener.accept();
				BindRequest bind = session.waitForBind(5000);
				this.binds.incrementAndGet();
				if (this.refusesBinds || !PASSWORD.equals(bind.getPassword())) {
					bind.reject(SMPPConstant.STAT_ESME_RINVPASWD);
				}
				else {
					bind.accept("centre");
					this.sessions.add(session);
				}
			}
			catch (IOException | TimeoutException ex) {
				// The next one may do better.
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	/** Tells what became of a message. */
	void report(String words) throws Exception {
		SMPPServerSession session = this.sessions.get(this.sessions.size() - 1);
		session.deliverShortMessage("", TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, "79161234567",
				TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, "Cinema",
				new ESMClass(MessageType.SMSC_DEL_RECEIPT.value()), (byte) 0, (byte) 0, new RegisteredDelivery(0),
				() -> (byte) 0, words.getBytes(StandardCharsets.ISO_8859_1));
	}

	/** The same where nobody may take it. */
	void tryToReport(String words) {
		try {
			report(words);
		}
		catch (Exception refused) {
			// It is not told again here.
		}
	}

	static String failed(String id) {
		return "id:" + id + " sub:001 dlvrd:000 submit date:2611290100 done date:2611290101 stat:UNDELIV err:027 text:";
	}

	/** What it called the last message. */
	String lastId() {
		return Integer.toHexString(this.ids.get());
	}

	/** What it called the last message that it took. */
	String lastIdTaken() {
		return this.lastIdTaken;
	}

	/** Cuts all connections. */
	void cut() {
		this.sessions.forEach(SMPPServerSession::close);
		this.sessions.clear();
	}

	@Override
	public void close() throws IOException {
		this.open = false;
		this.listener.close();
		cut();
	}

	private final class Answers implements ServerMessageReceiverListener {

		@Override
		public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession source)
				throws ProcessRequestException {
			ThrowingConsumer<String> first = MessageCentre.this.before.get(message.getDestAddress());
			String id = Integer.toHexString(MessageCentre.this.ids.incrementAndGet());
			if (first != null) {
				first.accept(id);
			}
			Integer status;
			synchronized (MessageCentre.this.statuses) {
				status = MessageCentre.this.statuses.poll();
			}
			if (status != null && status != TAKES) {
				throw new ProcessRequestException("as the test wants", status);
			}
			MessageCentre.this.taken.add(message);
			MessageCentre.this.lastIdTaken = id;
			try {
				return new SubmitSmResult(new MessageId(id), new org.jsmpp.bean.OptionalParameter[0]);
			}
			catch (org.jsmpp.PDUStringException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
			throw unserved();
		}

		@Override
		public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti message, SMPPServerSession source)
				throws ProcessRequestException {
			throw unserved();
		}

		@Override
		public QuerySmResult onAcceptQuerySm(QuerySm message, SMPPServerSession source) throws ProcessRequestException {
			throw unserved();
		}

		@Override
		public void onAcceptReplaceSm(ReplaceSm message, SMPPServerSession source) throws ProcessRequestException {
			throw unserved();
		}

		@Override
		public void onAcceptCancelSm(CancelSm message, SMPPServerSession source) throws ProcessRequestException {
			throw unserved();
		}

		@Override
		public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm message, SMPPServerSession source)
				throws ProcessRequestException {
			throw unserved();
		}

		@Override
		public void onAcceptCancelBroadcastSm(CancelBroadcastSm message, SMPPServerSession source)
				throws ProcessRequestException {
			throw unserved();
		}

		@Override
		public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm message, SMPPServerSession source)
				throws ProcessRequestException {
			throw unserved();
		}

		private static ProcessRequestException unserved() {
			return new ProcessRequestException("not served", SMPPConstant.STAT_ESME_RINVCMDID);
		}

	}

	/** Longer than the time-out of the tests. */
	static void sleepTooLong() throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(2500);
	}

}
