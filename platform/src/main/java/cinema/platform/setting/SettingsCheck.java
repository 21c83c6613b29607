package cinema.platform.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Profiles;

/**
 * Stops the start on a setting that nobody reads and, with the profile
 * {@code production}, on a secret or a key that is missing or a sample, and on an address
 * of ours at which others could listen.
 */
class SettingsCheck implements EnvironmentPostProcessor, Ordered {

	/** What an application names there, beside its own configuration. */
	private static final String NEEDED = "platform.needed-in-production";

	/** Addresses of ours that people open. */
	private static final String PUBLIC = "platform.https-in-production";

	/** Where keys are that seal what rests elsewhere, or sign what others bring back. */
	private static final String KEYS = "platform.keys-in-production";

	/** At a machine's own address nobody listens in between. */
	private static final Pattern SAFE = Pattern.compile("https://.+|http://(localhost|127[.0-9]+|\\[::1])([:/].*)?");

	private static final Pattern SECRET = Pattern
		.compile("(?i)(?:spring|cinema)[._].*(?:password|token|secret|private[-_]?key)");

	private static final Pattern SAMPLE = Pattern.compile("(?i)change|sample|example|secret|password|default");

	private static final int SHORTEST = 16;

	private static final String HOW = "; set it to a random value of its own, for example of openssl rand -hex 24";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		List<String> faults = new ArrayList<>();
		Set<String> names = names(environment);
		KnownSettings known = new KnownSettings();
		names.forEach((name) -> faults.add(known.refuse(name)));
		if (environment.acceptsProfiles(Profiles.of("production"))) {
			for (String name : environment.getProperty(NEEDED, String[].class, new String[0])) {
				faults.add(refuseNeeded(name, environment.getProperty(name)));
			}
			for (String name : environment.getProperty(PUBLIC, String[].class, new String[0])) {
				faults.add(refusePlain(name, environment.getProperty(name)));
			}
			for (String name : environment.getProperty(KEYS, String[].class, new String[0])) {
				faults.add(refuseKeyless(name, environment));
			}
			names.stream()
				.filter((name) -> SECRET.matcher(name).matches())
				.forEach((name) -> faults.add(refuseSample(name, environment.getProperty(name))));
		}
		faults.removeIf(Objects::isNull);
		if (!faults.isEmpty()) {
			throw new RefusedSettingsException(faults);
		}
	}

	private static Set<String> names(ConfigurableEnvironment environment) {
		Set<String> names = new TreeSet<>();
		environment.getPropertySources().forEach((source) -> {
			if (source instanceof EnumerablePropertySource<?> named) {
				names.addAll(List.of(named.getPropertyNames()));
			}
		});
		return names;
	}

	private static @Nullable String refuseNeeded(String name, @Nullable String value) {
		if (value == null || value.isBlank()) {
			return name + " is missing, and production does not run without it" + HOW;
		}
		return (value.length() < SHORTEST) ? name + " has fewer than " + SHORTEST + " characters" + HOW : null;
	}

	private static @Nullable String refuseKeyless(String name, ConfigurableEnvironment environment) {
		BindResult<Map<String, String>> keys = Binder.get(environment)
			.bind(name + ".keys", Bindable.mapOf(String.class, String.class));
		boolean sealed = keys.isBound() && keys.get().values().stream().anyMatch((key) -> !key.isBlank());
		return sealed ? null : name
				+ ".keys has no key, and production does not run without one; give it 32 random bytes, for example of openssl rand -base64 32, or leave "
				+ name + " out of " + KEYS;
	}

	private static @Nullable String refusePlain(String name, @Nullable String value) {
		return (value == null || SAFE.matcher(value).matches()) ? null
				: name + " has to begin with https://: production sends no cookie and no token in the clear";
	}

	private static @Nullable String refuseSample(String name, @Nullable String value) {
		return (value != null && SAMPLE.matcher(value).find()) ? name + " is a sample, which production refuses" + HOW
				: null;
	}

	/** When every file has been read. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
