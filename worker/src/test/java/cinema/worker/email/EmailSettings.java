package cinema.worker.email;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.worker.attachment.Attachments;
import cinema.worker.attachment.FileStage;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.worker.provider.DayCounts;
import cinema.worker.returnpath.SignedPaths;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A channel to a scripted server, with time-outs that a test can wait for. */
final class EmailSettings {

	static final Duration SHORT = Duration.ofMillis(500);

	static final Duration LATE = Duration.ofMillis(150);

	private EmailSettings() {
	}

	static EmailProperties properties(int connections, EmailProperties.Timeouts timeouts) {
		return properties(connections, timeouts, Map.of());
	}

	static EmailProperties properties(int connections, EmailProperties.Timeouts timeouts,
			Map<String, ProviderProperties> providers) {
		return new EmailProperties("no-reply@cinema.example", null, "Cinema", "cinema.example", null, connections,
				connections, 3, Duration.ofSeconds(30), 5, LATE, timeouts, providers);
	}

	static EmailProperties properties(Map<String, ProviderProperties> providers) {
		return properties(4, new EmailProperties.Timeouts(SHORT, SHORT, SHORT, SHORT, SHORT), providers);
	}

	/** Everything, by this server. */
	static ProviderProperties provider(int port, int weight) {
		return provider(port, weight, Set.of(), 0, 0);
	}

	static ProviderProperties provider(int port, int weight, Set<Urgency> serves, int perSecond, int perDay) {
		return new ProviderProperties("127.0.0.1", port, null, null, ProviderProperties.Security.NONE, weight, serves,
				null, null, perSecond, perDay);
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
		return channel(server, properties, new DkimProperties(null, null, null, Map.of()), meters, clock);
	}

	static EmailChannel channel(JavaMailSenderImpl server, EmailProperties properties, DkimProperties dkim,
			MeterRegistry meters, Clock clock) throws MessagingException {
		return channel(server, properties, dkim, FileStage.none(), meters, clock);
	}

	static EmailChannel channel(JavaMailSenderImpl server, EmailProperties properties, DkimProperties dkim,
			Attachments attachments, MeterRegistry meters, Clock clock) throws MessagingException {
		return new EmailChannel(providers(server, properties, meters, clock),
				new LetterWriter(properties, new LetterSigner(dkim), SignedPaths.off(), meters, clock), attachments,
				clock);
	}

	static SmtpProviders providers(JavaMailSenderImpl server, EmailProperties properties, MeterRegistry meters,
			Clock clock) {
		return new SmtpProviders(server, properties,
				new DayCounts(JdbcClient.create(new DriverManagerDataSource()), clock), meters, clock);
	}

	static SendResult send(EmailChannel channel, Posting posting) {
		try (Line line = channel.open(List.of(posting)).get(0)) {
			SendResult settled = line.settled();
			return (settled != null) ? settled : line.send();
		}
	}

}
