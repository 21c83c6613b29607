package cinema.dev.mailbox;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import cinema.dev.letter.StoredLetter;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages to telephones lie in the mailbox, each once and whole. */
@Timeout(60)
class MessageCentreTests {

	private final SMPPSession session = new SMPPSession();

	@TempDir
	private Path folder;

	private Mailbox mailbox;

	private MessageCentre centre;

	@BeforeEach
	void bind() throws Exception {
		this.mailbox = new Mailbox(this.folder, free());
		int port = free();
		this.centre = new MessageCentre(this.mailbox, port);
		this.session.connectAndBind("127.0.0.1", port, new BindParameter(BindType.BIND_TRX, "laptop", "", "",
				TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null, InterfaceVersion.IF_34));
	}

	private static int free() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@AfterEach
	void close() {
		this.session.unbindAndClose();
		this.centre.close();
		this.mailbox.close();
	}

	@Test
	void keepsAMessageAsALetterToItsNumber() throws Exception {
		send(0, 0, new byte[] { 'c', 'o', 'd', 'e', ' ', '1', 0x11, 0x00, 0x1b, 0x65 });

		StoredLetter letter = this.mailbox.letters().get(0);
		assertThat(letter.to().get(0).address()).isEqualTo("442079460958@sms.laptop.example");
		assertThat(letter.subject()).isEqualTo("code 1_@€");
		assertThat(letter.text().strip()).isEqualTo("code 1_@€");
	}

	@Test
	void putsPartsTogetherInWhateverOrderTheyCome() throws Exception {
		send(0x40, 8, part(7, 2, 2, "второй"));
		assertThat(this.mailbox.letters()).isEmpty();
		send(0x40, 8, part(9, 2, 1, "другое"));
		send(0x40, 8, part(7, 2, 1, "первый, "));

		assertThat(this.mailbox.letters()).singleElement()
			.satisfies((letter) -> assertThat(letter.text().strip()).isEqualTo("первый, второй"));
	}

	private static byte[] part(int reference, int all, int number, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
		byte[] part = new byte[6 + bytes.length];
		byte[] header = { 5, 0, 3, (byte) reference, (byte) all, (byte) number };
		System.arraycopy(header, 0, part, 0, 6);
		System.arraycopy(bytes, 0, part, 6, bytes.length);
		return part;
	}

	private void send(int esm, int coding, byte[] text) throws Exception {
		this.session.submitShortMessage("", TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, "Cinema",
				TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, "442079460958", new ESMClass(esm), (byte) 0,
				(byte) 0, null, null, new RegisteredDelivery(0), (byte) 0, () -> (byte) coding, (byte) 0, text);
	}

}
