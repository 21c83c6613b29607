package cinema.worker.email;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import cinema.platform.health.CachedHealth;

import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the mail server greets (RFC 5321, 3.1). A connection of its own, with short
 * time-outs: the pool's are for letters.
 */
@Component("smtp")
class SmtpHealth extends CachedHealth {

	private static final int CONNECT = 1000;

	private static final int GREETING = 2000;

	private final SmtpProviders providers;

	SmtpHealth(SmtpProviders providers, Clock clock) {
		super(clock);
		this.providers = providers;
	}

	/** One that greets is enough: it stands in for the others. */
	@Override
	protected Health ask(Health.Builder health) throws Exception {
		List<SmtpProvider> all = this.providers.all();
		if (all.size() == 1) {
			health.withDetail("active", all.get(0).pool().active()).withDetail("idle", all.get(0).pool().idle());
			return greets(all.get(0)) ? health.build() : health.down().withDetail("greeting", "not 220").build();
		}
		boolean any = false;
		for (SmtpProvider one : all) {
			boolean there = isThere(one);
			any |= there && one.weight() > 0;
			health.withDetail(one.name(), there ? "up" : "down");
		}
		return any ? health.build() : health.down().build();
	}

	private static boolean isThere(SmtpProvider one) {
		try {
			return greets(one);
		}
		catch (IOException away) {
			return false;
		}
	}

	private static boolean greets(SmtpProvider one) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(one.server().host(), one.server().port()), CONNECT);
			if (one.server().isTlsFromTheStart()) {
				return true;
			}
			socket.setSoTimeout(GREETING);
			String greeting = new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
			socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
			return "220".equals(greeting);
		}
	}

}
