package cinema.worker.email;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.worker.returnpath.SignedPaths;
import cinema.workflows.contract.Posting;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;

import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A channel to a scripted server, with time-outs that a test can wait for. */
final class EmailSettings {

	static final Duration SHORT = Duration.ofMillis(500);

	private EmailSettings() {
	}

	static EmailProperties properties(int connections, EmailProperties.Timeouts timeouts) {
		return new EmailProperties("no-reply@cinema.example", "Cinema", "cinema.example", null, connections,
				connections, 3, Duration.ofSeconds(30), 5, timeouts);
	}

	static EmailProperties properties() {
		return properties(4, new EmailProperties.Timeouts(SHORT, SHORT, SHORT, SHORT, SHORT));
	}

	static JavaMailSenderImpl server(int port) {
		JavaMailSenderImpl mail = new JavaMailSenderImpl();
		mail.setHost("127.0.0.1");
		mail.setPort(port);
		return mail;
	}

	static EmailChannel channel(int port, EmailProperties properties, MeterRegistry meters, Clock clock)
			throws MessagingException {
		return channel(server(port), properties, meters, clock);
	}

	static EmailChannel channel(JavaMailSenderImpl server, EmailProperties properties, MeterRegistry meters,
			Clock clock) throws MessagingException {
		return channel(server, properties, new DkimProperties(null, null, null), meters, clock);
	}

	static EmailChannel channel(JavaMailSenderImpl server, EmailProperties properties, DkimProperties dkim,
			MeterRegistry meters, Clock clock) throws MessagingException {
		SmtpPool pool = new SmtpPool(server, properties);
		return new EmailChannel(pool,
				new LetterWriter(properties, new LetterSigner(dkim), SignedPaths.off(), meters, clock),
				new SmtpMeters(pool, meters), properties, meters, clock);
	}

	static SendResult send(EmailChannel channel, Posting posting) {
		try (Line line = channel.open(List.of(posting)).get(0)) {
			SendResult settled = line.settled();
			return (settled != null) ? settled : line.send();
		}
	}

}
