package cinema.worker.email;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

import cinema.worker.email.ProviderProperties.Security;
import org.jspecify.annotations.Nullable;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.util.StringUtils;

/**
 * Where a mail server is, and how it is spoken to.
 *
 * @param port or less than 1 for the usual one
 * @param mail properties of the mail library
 */
record SmtpServer(String host, int port, @Nullable String username, @Nullable String password, Properties mail) {

	private static final int USUAL = 25;

	private static final int CONNECT = 1000;

	private static final int GREETING = 2000;

	/** An empty setting is none, and nobody signs in with it. */
	SmtpServer {
		port = (port > 0) ? port : USUAL;
		username = StringUtils.hasText(username) ? username : null;
		password = StringUtils.hasText(password) ? password : null;
	}

	/** The one of {@code spring.mail}. */
	static SmtpServer of(JavaMailSenderImpl mail) {
		Properties properties = new Properties();
		properties.putAll(mail.getJavaMailProperties());
		if ("smtps".equals(mail.getProtocol())) {
			properties.setProperty("mail.smtp.ssl.enable", "true");
		}
		return new SmtpServer(String.valueOf(mail.getHost()), mail.getPort(), mail.getUsername(), mail.getPassword(),
				properties);
	}

	/** One of several, with the library's other properties as they are for all. */
	static SmtpServer of(ProviderProperties provider, Properties mail) {
		Properties properties = new Properties();
		properties.putAll(mail);
		boolean starttls = provider.security() == Security.STARTTLS;
		properties.setProperty("mail.smtp.starttls.enable", String.valueOf(starttls));
		properties.setProperty("mail.smtp.starttls.required", String.valueOf(starttls));
		properties.setProperty("mail.smtp.ssl.enable", String.valueOf(provider.security() == Security.TLS));
		return new SmtpServer(String.valueOf(provider.host()), provider.actualPort(), provider.username(),
				provider.password(), properties);
	}

	boolean isTlsFromTheStart() {
		return Boolean.parseBoolean(this.mail.getProperty("mail.smtp.ssl.enable"));
	}

	/**
	 * Whether it greets (RFC 5321, 3.1); by a connection of its own, with short
	 * time-outs.
	 * @throws IOException when nobody is there
	 */
	boolean greets() throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(this.host, this.port), CONNECT);
			if (isTlsFromTheStart()) {
				return true;
			}
			socket.setSoTimeout(GREETING);
			String greeting = new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
			socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
			return "220".equals(greeting);
		}
	}

	/** Whether it is there, and greets. */
	boolean isThere() {
		try {
			return greets();
		}
		catch (IOException away) {
			return false;
		}
	}

	@Override
	public String toString() {
		return "SmtpServer[" + this.host + ":" + this.port + "]";
	}

}
