package cinema.worker.sms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import cinema.workflows.contract.BounceKind;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message centre by SMPP 3.4. Sessions are kept bound, and bound anew at growing gaps;
 * what a session was asked before it broke stays unknown.
 */
final class SmppGateway implements SmsGateway {

	private static final Logger logger = LoggerFactory.getLogger(SmppGateway.class);

	private static final Duration FIRST_GAP = Duration.ofSeconds(1);

	private static final Duration LONGEST_GAP = Duration.ofSeconds(30);

	private static final Duration LONGEST_LIFE = Duration.ofDays(2);

	/** A header stands before the text (3GPP TS 23.040, 9.2.3.24). */
	private static final byte WITH_HEADER = 0x40;

	private static final byte GSM = 0x00;

	private static final byte UCS2 = 0x08;

	/** How many reports may be written down at the same time. */
	private static final int REPORTS = 3;

	/** For so long a session may take to say goodbye. */
	private static final Duration GOODBYE = Duration.ofSeconds(2);

	private final Semaphore writing = new Semaphore(REPORTS);

	private final ScheduledExecutorService keeper;

	private final AtomicInteger turn = new AtomicInteger();

	private final List<Seat> seats;

	private final SmsProperties.Smpp smpp;

	private final String sender;

	private final Duration timeout;

	private final int window;

	private final String name;

	private final SmsReports reports;

	private final Clock clock;

	private volatile String refusal = "not yet";

	SmppGateway(String name, SmsProviderProperties own, String sender, SmsProperties properties, SmsReports reports,
			Clock clock) {
		Integer places = own.window();
		this.smpp = own.smpp();
		this.sender = sender;
		this.timeout = properties.timeout();
		this.window = (places != null) ? places : properties.window();
		this.name = name;
		this.reports = reports;
		this.clock = clock;
		this.seats = Stream.generate(Seat::new).limit(this.smpp.sessions()).toList();
		// None waits for another one's time-out.
		this.keeper = Executors.newScheduledThreadPool(this.seats.size(), (task) -> new Thread(task, "smpp-keeper"));
		this.seats
			.forEach((seat) -> this.keeper.scheduleWithFixedDelay(() -> keep(seat), 0, 500, TimeUnit.MILLISECONDS));
	}

	/** How many sessions are bound. */
	int bound() {
		return (int) this.seats.stream().filter((seat) -> seat.bound() != null).count();
	}

	@Override
	public @Nullable String trouble() {
		return (bound() > 0) ? null : "there is no session with the message centre: " + this.refusal;
	}

	private static void keep(Seat seat) {
		try {
			seat.keep();
		}
		catch (RuntimeException ex) {
			logger.warn("A session with the message centre cannot be kept: {}", ex.getClass().getSimpleName());
		}
	}

	@Override
	public Answer submit(OutgoingSms message) {
		List<SMPPSession> bound = this.seats.stream().flatMap((seat) -> Stream.ofNullable(seat.bound())).toList();
		if (bound.isEmpty()) {
			return Answer.of(Kind.OURS, Objects.requireNonNullElse(trouble(), "the session ended"));
		}
		SMPPSession session = bound.get(Math.floorMod(this.turn.getAndIncrement(), bound.size()));
		List<Integer> pending = message.pending();
		String first = message.taken().get(0);
		boolean kept = true;
		for (int i = 0; i < pending.size(); i++) {
			Answer answer = submit(session, message, pending.get(i));
			if (answer.kind() != Kind.TAKEN) {
				return stopped(answer, message, i, kept);
			}
			first = (first != null) ? first : answer.words();
			kept &= expect(answer.words(), message, pending.get(i));
		}
		return Answer.of(Kind.TAKEN, "id:" + first);
	}

	/**
	 * The next attempt goes on with the part that was not taken, if it is known that the
	 * ones before were.
	 */
	private static Answer stopped(Answer answer, OutgoingSms message, int taken, boolean kept) {
		int before = message.taken().size() + taken;
		String words = (before > 0) ? "after " + before + " of " + message.text().parts().size() + " parts: " : "";
		boolean again = answer.kind() == Kind.OURS || answer.kind() == Kind.LATER;
		return new Answer((again && !kept) ? Kind.UNKNOWN : answer.kind(), words + answer.words(), answer.retryAt(),
				taken);
	}

	private Answer submit(SMPPSession session, OutgoingSms message, int part) {
		try {
			return Answer.of(Kind.TAKEN, send(session, message, part));
		}
		catch (NegativeResponseException ex) {
			return Answer.of(SmppStatus.kind(ex.getCommandStatus()), SmppStatus.words(ex.getCommandStatus()));
		}
		catch (ResponseTimeoutException | InvalidResponseException ex) {
			return Answer.of(Kind.UNKNOWN, "the message centre gave no answer: " + ex.getClass().getSimpleName());
		}
		catch (PDUException | IOException ex) {
			return Answer.of(Kind.OURS, "the message could not be handed over: " + ex.getClass().getSimpleName());
		}
	}

	/**
	 * Without it a report finds no message; the message is sent all the same.
	 * @return whether it is known from now on that the part was taken
	 */
	private boolean expect(String id, OutgoingSms message, int part) {
		try {
			if (!id.isBlank()) {
				this.reports.expect(message, this.name, this.smpp.reportIds().answered(id), List.of(part));
			}
			return !id.isBlank();
		}
		catch (RuntimeException away) {
			logger.warn("The report of posting {} will not be known: {}", message.postingId(),
					away.getClass().getSimpleName());
			return false;
		}
	}

	private String send(SMPPSession session, OutgoingSms message, int part) throws PDUException, IOException,
			ResponseTimeoutException, InvalidResponseException, NegativeResponseException {
		String from = this.sender;
		boolean several = message.text().parts().size() > 1;
		boolean named = !from.matches("\\+?\\d+");
		boolean full = from.startsWith("+") || from.length() > 6;
		TypeOfNumber kind = named ? TypeOfNumber.ALPHANUMERIC
				: full ? TypeOfNumber.INTERNATIONAL : TypeOfNumber.NETWORK_SPECIFIC;
		String id = session
			.submitShortMessage("", kind,
					(full && !named) ? NumberingPlanIndicator.ISDN : NumberingPlanIndicator.UNKNOWN,
					from.replace("+", ""), TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN,
					message.to().substring(1), new ESMClass(several ? WITH_HEADER : 0), (byte) 0, (byte) 0, null,
					life(message.deadline()), new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE), (byte) 0,
					() -> message.text().unicode() ? UCS2 : GSM, (byte) 0, bytes(message, part))
			.getMessageId();
		return (id != null) ? id : "";
	}

	/** A part of several says which one it is, and by a number whose. */
	private static byte[] bytes(OutgoingSms message, int part) {
		List<String> parts = message.text().parts();
		byte[] text = message.text().bytes(parts.get(part));
		if (parts.size() == 1) {
			return text;
		}
		byte[] header = { 0x05, 0x00, 0x03, (byte) message.postingId().hashCode(), (byte) parts.size(),
				(byte) (part + 1) };
		byte[] whole = new byte[header.length + text.length];
		System.arraycopy(header, 0, whole, 0, header.length);
		System.arraycopy(text, 0, whole, header.length, text.length);
		return whole;
	}

	/** For how long the network tries, as a time from now on (SMPP 3.4, 7.1.1.2). */
	private String life(Instant deadline) {
		Duration life = Duration.between(this.clock.instant(), deadline);
		Duration bounded = life.isNegative() ? Duration.ofSeconds(1)
				: (life.compareTo(LONGEST_LIFE) > 0) ? LONGEST_LIFE : life.plusSeconds(1);
		return String.format(Locale.ROOT, "0000%02d%02d%02d%02d000R", bounded.toDays(), bounded.toHoursPart(),
				bounded.toMinutesPart(), bounded.toSecondsPart());
	}

	private Connection connect(String host, int port) throws IOException {
		int most = Math.toIntExact(this.smpp.connect().toMillis());
		Socket socket = new Socket();
		try {
			socket.connect(new InetSocketAddress(host, port), most);
			return new SocketConnection(this.smpp.tls() ? secured(socket, host, port, most) : socket);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	private static Socket secured(Socket plain, String host, int port, int most) throws IOException {
		SSLSocket secured = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host,
				port, true);
		SSLParameters parameters = secured.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		secured.setSSLParameters(parameters);
		secured.setSoTimeout(most);
		secured.startHandshake();
		return secured;
	}

	@Override
	public void close() {
		this.keeper.shutdownNow();
		List<Thread> goodbyes = this.seats.stream().map((seat) -> new Thread(seat::close, "smpp-goodbye")).toList();
		goodbyes.forEach(Thread::start);
		try {
			for (Thread goodbye : goodbyes) {
				goodbye.join(2 * GOODBYE.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A session, or the place of one. */
	private final class Seat {

		private volatile @Nullable SMPPSession session;

		private Duration gap = FIRST_GAP;

		private Instant nextTry = Instant.EPOCH;

		@Nullable SMPPSession bound() {
			SMPPSession known = this.session;
			return (known != null && known.getSessionState().isTransmittable()) ? known : null;
		}

		synchronized void keep() {
			Instant now = SmppGateway.this.clock.instant();
			if (bound() != null || now.isBefore(this.nextTry)) {
				return;
			}
			close();
			this.nextTry = now.plus(this.gap);
			Duration doubled = this.gap.multipliedBy(2);
			this.gap = (doubled.compareTo(LONGEST_GAP) < 0) ? doubled : LONGEST_GAP;
			bind();
		}

		private void bind() {
			SmsProperties.Smpp smpp = SmppGateway.this.smpp;
			SMPPSession fresh = new SmppSession(SmppGateway.this::connect);
			fresh.setEnquireLinkTimer(Math.toIntExact(smpp.enquireEvery().toMillis()));
			fresh.setTransactionTimer(SmppGateway.this.timeout.toMillis());
			fresh.setMessageReceiverListener(new Reports());
			// Answers to our messages never wait until reports are written down.
			fresh.setPduProcessorDegree(SmppGateway.this.window + REPORTS);
			try {
				fresh.connectAndBind(String.valueOf(smpp.host()), smpp.port(),
						new BindParameter(BindType.BIND_TRX, smpp.systemId(), smpp.password(), smpp.systemType(),
								TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null, InterfaceVersion.IF_34),
						smpp.connect().toMillis());
				this.session = fresh;
				this.gap = FIRST_GAP;
				logger.info("There is a session with the message centre");
			}
			catch (IOException ex) {
				fresh.close();
				Throwable why = (ex.getCause() instanceof NegativeResponseException refused) ? refused : ex;
				String reason = (why instanceof NegativeResponseException refused)
						? SmppStatus.words(refused.getCommandStatus()) : why.getClass().getSimpleName();
				if (!reason.equals(SmppGateway.this.refusal)) {
					logger.warn("The message centre takes no session: {}", reason);
				}
				SmppGateway.this.refusal = reason;
			}
		}

		void close() {
			SMPPSession known = this.session;
			this.session = null;
			if (known != null) {
				known.setTransactionTimer(GOODBYE.toMillis());
				known.unbindAndClose();
			}
		}

	}

	/** What the message centre tells us by itself. */
	private final class Reports implements MessageReceiverListener {

		@Override
		public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
			DeliveryReport report = DeliveryReport.of(message, SmppGateway.this.smpp.reportIds()).orElse(null);
			if (report == null) {
				if (MessageType.SMSC_DEL_RECEIPT.containedIn(message.getEsmClass())) {
					SmppGateway.this.reports.unreadable();
				}
				return;
			}
			// Of what arrived nothing is written down.
			BounceKind kind = report.failure(SmppGateway.this.smpp.goneErrors()).orElse(null);
			boolean writes = kind != null;
			if (writes && !SmppGateway.this.writing.tryAcquire()) {
				throw notNow();
			}
			try {
				SmppGateway.this.reports.take(report.of(SmsProvider.prefix(SmppGateway.this.name)), kind);
			}
			catch (RuntimeException away) {
				throw notNow();
			}
			finally {
				if (writes) {
					SmppGateway.this.writing.release();
				}
			}
		}

		/** It tells us again. */
		private static ProcessRequestException notNow() {
			return new ProcessRequestException("not now", SMPPConstant.STAT_ESME_RX_T_APPN);
		}

		@Override
		public void onAcceptAlertNotification(AlertNotification alert) {
			// Nobody asked for it.
		}

		@Override
		public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
			throw new ProcessRequestException("not served", SMPPConstant.STAT_ESME_RINVCMDID);
		}

	}

}
