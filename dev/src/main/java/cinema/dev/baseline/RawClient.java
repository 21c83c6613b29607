package cinema.dev.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import tools.jackson.databind.JsonNode;

/**
 * What a plain program with Jakarta Mail and a pool of connections does: each letter is
 * built and sent, and nothing else.
 */
public final class RawClient {

	private final Session session;

	private final int port;

	private final int connections;

	private final JsonNode letter;

	public RawClient(int port, int connections, JsonNode letter) {
		this.port = port;
		this.connections = connections;
		this.letter = letter;
		this.session = Session.getInstance(new Properties());
	}

	/** Letters per second. */
	public double send(int letters) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(this.connections);
		AtomicInteger next = new AtomicInteger();
		List<Callable<Integer>> clients = new ArrayList<>();
		for (int i = 0; i < this.connections; i++) {
			clients.add(() -> client(next, letters));
		}
		long start = System.nanoTime();
		for (Future<Integer> client : threads.invokeAll(clients)) {
			client.get();
		}
		threads.shutdown();
		return letters * 1e9 / (System.nanoTime() - start);
	}

	private int client(AtomicInteger next, int letters) throws MessagingException {
		int sent = 0;
		try (Transport transport = this.session.getTransport("smtp")) {
			transport.connect("127.0.0.1", this.port, null, null);
			for (int number = next.getAndIncrement(); number < letters; number = next.getAndIncrement()) {
				InternetAddress to = new InternetAddress("raw-" + number + "@example.com");
				transport.sendMessage(message(to), new Address[] { to });
				sent++;
			}
		}
		return sent;
	}

	private MimeMessage message(InternetAddress to) throws MessagingException {
		MimeMessage message = new MimeMessage(this.session);
		message.setFrom(new InternetAddress("no-reply@cinema.example"));
		message.setRecipient(RecipientType.TO, to);
		message.setSubject(this.letter.path("subject").asString(), "UTF-8");
		MimeMultipart parts = new MimeMultipart("alternative");
		parts.addBodyPart(part("text", "text/plain"));
		parts.addBodyPart(part("html", "text/html"));
		message.setContent(parts);
		message.saveChanges();
		return message;
	}

	private MimeBodyPart part(String field, String type) throws MessagingException {
		MimeBodyPart part = new MimeBodyPart();
		part.setContent(this.letter.path(field).asString(), type + "; charset=UTF-8");
		part.setHeader("Content-Transfer-Encoding", "quoted-printable");
		return part;
	}

}
