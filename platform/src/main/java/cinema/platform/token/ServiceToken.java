package cinema.platform.token;

import java.util.Map;
import java.util.Set;

import cinema.platform.setting.Bounds;

/**
 * What a service calls with.
 *
 * @param token a random text of 16 characters or more
 * @param scopes what it may do, for example {@code users:read}
 */
public record ServiceToken(String token, Set<String> scopes) {

	private static final int SHORTEST = 16;

	/**
	 * Refuses a token that can be guessed, and one that is good for nothing.
	 * @param name of the setting
	 * @param services a service's name and its token
	 */
	@SuppressWarnings("ConstantValue") // a configuration may leave anything out
	public static void check(String name, Map<String, ServiceToken> services) {
		services.forEach((service, one) -> {
			String path = name + "." + service;
			Bounds.require(one.token() != null && one.token().length() >= SHORTEST, path + ".token",
					"a random text of " + SHORTEST + " characters or more", "");
			Bounds.require(one.scopes() != null && !one.scopes().isEmpty(), path + ".scopes",
					"a list of what the service may do, for example users:read", "");
		});
	}

	@Override
	public String toString() {
		return "ServiceToken" + this.scopes;
	}

}
