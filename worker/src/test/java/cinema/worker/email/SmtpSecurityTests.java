package cinema.worker.email;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import cinema.worker.Postings;
import cinema.worker.channel.SendResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;

/** Mail servers as providers run them: by TLS alone, and with a user. */
@Timeout(60)
class SmtpSecurityTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private static SSLContext tls;

	private final List<String> users = new CopyOnWriteArrayList<>();

	private @Nullable SMTPServer server;

	/** For 127.0.0.1, signed by itself. */
	@BeforeAll
	static void makeACertificate(@TempDir Path folder) throws Exception {
		Path store = folder.resolve("store");
		new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-keystore",
				store.toString(), "-storepass", "changeit", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext",
				"san=ip:127.0.0.1", "-alias", "mail")
			.inheritIO()
			.start()
			.waitFor();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(Files.newInputStream(store), "changeit".toCharArray());
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, "changeit".toCharArray());
		tls = SSLContext.getInstance("TLS");
		tls.init(managers.getKeyManagers(), null, null);
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop();
		}
	}

	private SMTPServer.Builder server() {
		return SMTPServer.port(0)
			.authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
				this.users.add(user);
				if (!password.equals("right")) {
					throw new LoginFailedException();
				}
			}));
	}

	private SendResult send(SMTPServer started, String user, String password, Map<String, String> properties)
			throws Exception {
		this.server = started;
		started.start();
		JavaMailSenderImpl mail = EmailSettings.server(started.getPortAllocated());
		mail.setUsername(user);
		mail.setPassword(password);
		mail.getJavaMailProperties().putAll(properties);
		EmailProperties.Timeouts timeouts = new EmailProperties.Timeouts(LONG, LONG, LONG, LONG, LONG);
		return EmailSettings.send(EmailSettings.channel(mail, EmailSettings.properties(2, timeouts),
				new SimpleMeterRegistry(), Clock.systemUTC()), Postings.posting());
	}

	@Test
	void signsInBehindStartTls() throws Exception {
		SMTPServer server = server().startTlsSocketFactory(tls, false).enableTLS().requireTLS().requireAuth().build();

		assertThat(send(server, "cinema", "right", Map.of("mail.smtp.starttls.enable", "true",
				"mail.smtp.starttls.required", "true", "mail.smtp.ssl.trust", "127.0.0.1")))
			.isInstanceOf(SendResult.Sent.class);
		assertThat(this.users).containsExactly("cinema");
	}

	@Test
	void signsInByTlsFromTheStart() throws Exception {
		SMTPServer server = server().serverSocketFactory(tls).requireAuth().build();

		assertThat(send(server, "cinema", "right",
				Map.of("mail.smtp.ssl.enable", "true", "mail.smtp.ssl.trust", "127.0.0.1")))
			.isInstanceOf(SendResult.Sent.class);
		assertThat(this.users).containsExactly("cinema");
	}

	/** Nor is a password said to it. */
	@ParameterizedTest
	@CsvSource({ "true,false", "false,true" })
	void sendsNothingToAServerThatNobodyVouchesFor(String start, String whole) throws Exception {
		SMTPServer.Builder server = server();
		server = whole.equals("true") ? server.serverSocketFactory(tls)
				: server.startTlsSocketFactory(tls, false).enableTLS();

		assertThat(send(server.build(), "cinema", "right", Map.of("mail.smtp.starttls.enable", start,
				"mail.smtp.starttls.required", start, "mail.smtp.ssl.enable", whole)))
			.isInstanceOf(SendResult.Deferred.class);
		assertThat(this.users).isEmpty();
	}

	@Test
	void sendsNothingInTheClearWhereTlsIsWanted() throws Exception {
		assertThat(send(server().build(), "cinema", "right",
				Map.of("mail.smtp.starttls.enable", "true", "mail.smtp.starttls.required", "true")))
			.isInstanceOf(SendResult.Deferred.class);
		assertThat(this.users).isEmpty();
	}

	@Test
	void waitsWhileItsPasswordIsRefused() throws Exception {
		assertThat(send(server().build(), "cinema", "wrong", Map.of())).isInstanceOf(SendResult.Deferred.class);
		assertThat(this.users).isNotEmpty();
	}

	@Test
	void signsInAsNobodyWhenNoUserIsGiven() throws Exception {
		assertThat(send(server().build(), "", "", Map.of())).isInstanceOf(SendResult.Sent.class);
		assertThat(this.users).isEmpty();
	}

}
