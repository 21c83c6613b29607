package cinema.worker.email;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import cinema.platform.health.CachedHealth;

import org.springframework.boot.health.contributor.Health;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Whether the mail server greets (RFC 5321, 3.1). A connection of its own, with short
 * time-outs: the pool's are for letters.
 */
@Component("smtp")
class SmtpHealth extends CachedHealth {

	private static final int CONNECT = 1000;

	private static final int GREETING = 2000;

	private final JavaMailSenderImpl mail;

	private final SmtpPool pool;

	SmtpHealth(JavaMailSenderImpl mail, SmtpPool pool, Clock clock) {
		super(clock);
		this.mail = mail;
		this.pool = pool;
	}

	@Override
	protected Health ask(Health.Builder health) throws Exception {
		health.withDetail("active", this.pool.active()).withDetail("idle", this.pool.idle());
		int port = (this.mail.getPort() > 0) ? this.mail.getPort() : 25;
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(String.valueOf(this.mail.getHost()), port), CONNECT);
			if (isTlsFromTheStart()) {
				return health.build();
			}
			socket.setSoTimeout(GREETING);
			String greeting = new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
			socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
			return "220".equals(greeting) ? health.build() : health.down().withDetail("greeting", "not 220").build();
		}
	}

	private boolean isTlsFromTheStart() {
		return "smtps".equals(this.mail.getProtocol())
				|| Boolean.parseBoolean(this.mail.getJavaMailProperties().getProperty("mail.smtp.ssl.enable"));
	}

}
