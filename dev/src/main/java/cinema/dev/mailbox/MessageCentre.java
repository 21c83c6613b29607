package cinema.dev.mailbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
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

/**
 * A message centre (SMPP 3.4) for a laptop: whatever it is handed lies in the mailbox,
 * put together of its parts, as a letter to the number.
 */
public final class MessageCentre implements AutoCloseable {

	private static final int BIND = 5000;

	private static final byte UCS2 = 8;

	private static final int HEADER = 6;

	/**
	 * Those characters of GSM's alphabet (3GPP TS 23.038) that are not where ASCII has
	 * them.
	 */
	private static final Map<Byte, String> GSM = Map.of((byte) 0x00, "@", (byte) 0x01, "£", (byte) 0x02, "$",
			(byte) 0x11, "_");

	private static final Map<Byte, String> ESCAPED = Map.of((byte) 0x14, "^", (byte) 0x28, "{", (byte) 0x29, "}",
			(byte) 0x2f, "\\", (byte) 0x3c, "[", (byte) 0x3d, "~", (byte) 0x3e, "]", (byte) 0x40, "|", (byte) 0x65,
			"€");

	private final Map<String, SortedMap<Integer, String>> parts = new ConcurrentHashMap<>();

	private final AtomicLong ids = new AtomicLong(System.currentTimeMillis());

	private final Mailbox mailbox;

	private final SMPPServerSessionListener listener;

	private volatile boolean open = true;

	public MessageCentre(Mailbox mailbox, int port) throws IOException {
		this.mailbox = mailbox;
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
				session.waitForBind(BIND).accept("laptop");
			}
			catch (IOException | TimeoutException | PDUStringException | IllegalStateException ex) {
				// Whoever it was comes again.
			}
		}
	}

	/** Keeps it when all of it is there. */
	private void take(SubmitSm message) throws IOException {
		byte[] bytes = message.getShortMessage();
		boolean several = (message.getEsmClass() & 0x40) != 0 && bytes.length > HEADER;
		String whole = several ? null : text(message.getDataCoding(), bytes, 0);
		if (several) {
			String key = message.getDestAddress() + " " + bytes[3];
			SortedMap<Integer, String> known = this.parts.computeIfAbsent(key, (any) -> new TreeMap<>());
			synchronized (known) {
				known.put((int) bytes[5], text(message.getDataCoding(), bytes, HEADER));
				if (known.size() == bytes[4]) {
					whole = known.values().stream().collect(Collectors.joining());
					this.parts.remove(key);
				}
			}
		}
		if (whole != null) {
			this.mailbox.keep("", letter(message, whole).getBytes(StandardCharsets.UTF_8));
		}
	}

	private static String letter(SubmitSm message, String text) {
		String line = text.lines().findFirst().orElse("");
		return String.format(Locale.ROOT, """
				From: "%s" <sms@laptop.example>\r
				To: <%s@sms.laptop.example>\r
				Subject: =?UTF-8?B?%s?=\r
				MIME-Version: 1.0\r
				Content-Type: text/plain; charset=UTF-8\r
				Content-Transfer-Encoding: base64\r
				\r
				%s\r
				""", message.getSourceAddr().replace("\"", ""), message.getDestAddress(), base64(line), base64(text));
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(byte coding, byte[] bytes, int from) {
		if (coding == UCS2) {
			return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_16BE);
		}
		StringBuilder text = new StringBuilder();
		ByteArrayOutputStream plain = new ByteArrayOutputStream();
		for (int i = from; i < bytes.length; i++) {
			boolean escaped = bytes[i] == 0x1b && i + 1 < bytes.length;
			String special = escaped ? ESCAPED.get(bytes[++i]) : GSM.get(bytes[i]);
			if (special != null) {
				text.append(plain.toString(StandardCharsets.US_ASCII)).append(special);
				plain.reset();
			}
			else {
				plain.write(bytes[i]);
			}
		}
		return text.append(plain.toString(StandardCharsets.US_ASCII)).toString();
	}

	@Override
	public void close() {
		this.open = false;
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private final class Answers implements ServerMessageReceiverListener {

		@Override
		public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession source)
				throws ProcessRequestException {
			try {
				take(message);
				return new SubmitSmResult(new MessageId(Long.toHexString(MessageCentre.this.ids.incrementAndGet())),
						new OptionalParameter[0]);
			}
			catch (IOException | PDUStringException ex) {
				throw new ProcessRequestException("it cannot be kept", SMPPConstant.STAT_ESME_RSYSERR);
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

}
