package cinema.auth;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The hashes that passwords are compared with: comparing is what takes a sign-in its
 * time.
 */
public class SlowHashes implements BeanPostProcessor {

	private final List<String> compared = new CopyOnWriteArrayList<>();

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof PasswordEncoder encoder) ? new Noting(encoder) : bean;
	}

	/** How each was made, the oldest first, and none of them any more. */
	public List<String> take() {
		List<String> taken = this.compared.stream().map((hash) -> hash.substring(0, hash.indexOf(",p="))).toList();
		this.compared.clear();
		return taken;
	}

	private final class Noting implements PasswordEncoder {

		private final PasswordEncoder encoder;

		Noting(PasswordEncoder encoder) {
			this.encoder = encoder;
		}

		@Override
		public String encode(CharSequence password) {
			return this.encoder.encode(password);
		}

		@Override
		public boolean matches(CharSequence password, String encoded) {
			SlowHashes.this.compared.add(encoded);
			return this.encoder.matches(password, encoded);
		}

		@Override
		public boolean upgradeEncoding(String encoded) {
			return this.encoder.upgradeEncoding(encoded);
		}

	}

}
