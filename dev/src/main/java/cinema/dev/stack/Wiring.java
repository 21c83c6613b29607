package cinema.dev.stack;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import cinema.dev.part.PostgresPart;
import cinema.dev.part.TemporalPart;
import cinema.dev.stub.FilmsPart;

/**
 * What the applications have to know of the parts and of each other; what the caller of
 * ./run says counts more.
 *
 * @param environment the caller's
 * @param ports application to port
 */
record Wiring(RunFolder folder, Map<String, String> environment, Parts parts, Map<String, Integer> ports) {

	/** The one token of {@code stack.json} may do everything that services may. */
	private static final String SCOPES = "users:read,links:write,notifications:read,notifications:write,"
			+ "mailings:read,mailings:write";

	/** The variables of an application, in the order of their names. */
	Map<String, String> of(String application) {
		Map<String, String> settings = new TreeMap<>(this.parts.environment());
		settings.putAll(this.parts.get(PostgresPart.class).environmentOf(this.folder, application));
		settings.putAll(own(application));
		settings.putAll(AskedSettings.of(application, this.folder, this.environment));
		settings.put("SERVER_PORT", port(application).toString());
		settings.put("SERVER_ADDRESS", this.environment.getOrDefault("SERVER_ADDRESS", "127.0.0.1"));
		return settings;
	}

	Integer port(String application) {
		return this.ports.getOrDefault(application, 0);
	}

	String url(String application) {
		return "http://127.0.0.1:" + port(application);
	}

	private Map<String, String> own(String application) {
		return switch (application) {
			case "auth" -> ofAuth();
			case "orchestrator" -> ofOrchestrator();
			default -> Map.of("LOGGING_LEVEL_ORG_SUBETHAMAIL", "WARN");
		};
	}

	private Map<String, String> ofAuth() {
		Map<String, String> settings = new HashMap<>();
		settings.put("CINEMA_SECURITY_SERVICES_ORCHESTRATOR_TOKEN", this.folder.secret("service-token"));
		settings.put("CINEMA_SECURITY_SERVICES_ORCHESTRATOR_SCOPES", SCOPES);
		settings.put("CINEMA_TOKEN_PRIVATE_KEY", this.folder.signingKey());
		Person admin = Person.admin(this.folder, this.environment);
		settings.put("CINEMA_ADMIN_EMAIL", admin.email());
		settings.put("CINEMA_ADMIN_PASSWORD", admin.password());
		settings.put("CINEMA_LINK_BASE_URL", url("auth"));
		settings.put("CINEMA_TOKEN_ISSUER", url("auth"));
		return settings;
	}

	private Map<String, String> ofOrchestrator() {
		Map<String, String> settings = new HashMap<>();
		settings.put("CINEMA_CONTEXT_SERVICES_AUTH_URL", url("auth"));
		settings.put("CINEMA_CONTEXT_SERVICES_AUTH_TOKEN", this.folder.secret("service-token"));
		settings.put("CINEMA_CONTEXT_SERVICES_FASTAPI_URL", this.parts.get(FilmsPart.class).url());
		settings.put("CINEMA_RENDERING_LINK_BASE_URL", url("auth"));
		settings.put("CINEMA_SECURITY_SERVICES_LAPTOP_TOKEN", this.folder.secret("service-token"));
		settings.put("CINEMA_SECURITY_SERVICES_LAPTOP_SCOPES", SCOPES);
		settings.put("CINEMA_SECURITY_JWT_JWKS_URL", url("auth") + "/.well-known/jwks.json");
		settings.put("CINEMA_SECURITY_JWT_ISSUER", url("auth"));
		settings.put("CINEMA_NOTIFICATION_TEMPORAL_UI_URL", this.parts.get(TemporalPart.class).ui());
		return settings;
	}

}
