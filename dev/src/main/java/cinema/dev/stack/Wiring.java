package cinema.dev.stack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.part.MailPart;
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
			+ "mailings:read,mailings:write,mailings:approve,letters:read,templates:read,templates:write,templates:publish,"
			+ "dead-letters:read,dead-letters:write,audit:read";

	/** Those of browsers, and the one of the page with an inbox. */
	private static final String PUSH_HOSTS = "fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,"
			+ "web.push.apple.com,127.0.0.1,localhost";

	/** The page of the site with somebody's inbox, which is no application. */
	private static final String INBOX = "inbox";

	/** Application to its usual port. */
	static final Map<String, Integer> USUAL_PORTS = new TreeMap<>(
			Map.of("auth", 8081, "orchestrator", 8082, "worker", 8083));

	/** With a port for each application. */
	static Wiring on(Ports ports, RunFolder folder, Map<String, String> environment, Parts parts) {
		Map<String, Integer> chosen = new TreeMap<>();
		USUAL_PORTS.forEach((name, usual) -> chosen.put(name, ports.choose(name, usual)));
		chosen.put(INBOX, ports.choose("the page with an inbox", 8085));
		return new Wiring(folder, environment, parts, chosen);
	}

	/** The variables of an application, in the order of their names. */
	Map<String, String> of(String application) {
		Map<String, String> settings = new TreeMap<>(this.parts.environment());
		settings.putAll(this.parts.get(PostgresPart.class).environmentOf(this.folder, application));
		settings.putAll(own(application));
		settings.putAll(files(application));
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

	String admin() {
		return url("orchestrator") + "/admin";
	}

	private Map<String, String> own(String application) {
		return switch (application) {
			case "auth" -> ofAuth();
			case "orchestrator" -> ofOrchestrator();
			default -> ofWorker();
		};
	}

	private Map<String, String> ofWorker() {
		Map<String, String> settings = new HashMap<>(messages());
		settings.putAll(push());
		settings.put("LOGGING_LEVEL_ORG_SUBETHAMAIL", "WARN");
		settings.put("CINEMA_SECURITY_JWT_JWKS_URL", url("auth") + "/.well-known/jwks.json");
		settings.put("CINEMA_SECURITY_JWT_ISSUER", url("auth"));
		settings.put("CINEMA_INBOX_ORIGINS", url(INBOX) + ",http://localhost:" + port(INBOX));
		return settings;
	}

	/**
	 * Whoever names a message centre or a provider of their own has no need of ours, and
	 * a worker of before none of any.
	 */
	private Map<String, String> messages() {
		boolean own = this.environment.keySet()
			.stream()
			.anyMatch((name) -> name.matches("CINEMA_SMS_(SMPP_HOST|HTTP_URL)"));
		return (own || !AskedSettings.reads("worker", this.folder, "CINEMA_SMS_SMPP_HOST")) ? Map.of()
				: this.parts.get(MailPart.class).messages();
	}

	/** Whoever names services of their own has no need of ours. */
	private Map<String, String> files(String application) {
		boolean own = this.environment.keySet().stream().anyMatch((name) -> name.startsWith("CINEMA_ATTACHMENTS_SERV"));
		return (own || !AskedSettings.reads(application, this.folder, "CINEMA_ATTACHMENTS_SERVICES_FASTAPI_URL"))
				? Map.of() : Map.of("CINEMA_ATTACHMENTS_SERVICES_FASTAPI_URL", this.parts.get(FilmsPart.class).url(),
						"CINEMA_ATTACHMENTS_SERVICES_FASTAPI_PATHS", "/files");
	}

	/**
	 * Whoever names keys of their own has no need of ours, nor has a worker of before.
	 */
	private Map<String, String> push() {
		if (ownsPushKeys() || !AskedSettings.reads("worker", this.folder, "CINEMA_PUSH_PRIVATE_KEY")) {
			return Map.of();
		}
		List<String> keys = this.folder.pushKeys();
		return Map.of("CINEMA_PUSH_PUBLIC_KEY", keys.get(0), "CINEMA_PUSH_PRIVATE_KEY", keys.get(1),
				"CINEMA_PUSH_SUBJECT", "mailto:push@cinema.example", "CINEMA_PUSH_LOCAL", "true", "CINEMA_PUSH_HOSTS",
				PUSH_HOSTS);
	}

	private boolean ownsPushKeys() {
		return this.environment.keySet().stream().anyMatch((name) -> name.matches("CINEMA_PUSH_(PUBLIC|PRIVATE)_?KEY"));
	}

	private String channels() {
		boolean pushes = ownsPushKeys() || !push().isEmpty();
		return "email,web" + (sendsMessages() ? ",sms" : "") + (pushes ? ",push" : "");
	}

	private boolean sendsMessages() {
		return !messages().isEmpty();
	}

	private Map<String, String> ofAuth() {
		Map<String, String> settings = new HashMap<>();
		if (sendsMessages()) {
			settings.put("CINEMA_PHONE_CONFIRMATION", "true");
		}
		settings.put("CINEMA_SECURITY_SERVICES_ORCHESTRATOR_TOKEN", this.folder.secret("service-token"));
		settings.put("CINEMA_SECURITY_SERVICES_ORCHESTRATOR_SCOPES", SCOPES);
		settings.put("CINEMA_TOKEN_PRIVATE_KEY", this.folder.signingKey());
		settings.put("CINEMA_FACTOR_SECRET", this.folder.secret("factor-key"));
		settings.put("CINEMA_SEAL_KEYS_LAPTOP", this.folder.sealingKey());
		settings.put("CINEMA_UNSUBSCRIBE_KEYS_LAPTOP", this.folder.key("unsubscribe-key"));
		Person admin = Person.admin(this.folder, this.environment);
		settings.put("CINEMA_ADMIN_EMAIL", admin.email());
		settings.put("CINEMA_ADMIN_PASSWORD", admin.password());
		settings.put("CINEMA_LINK_BASE_URL", url("auth"));
		settings.put("CINEMA_PREFERENCE_TOPICS_URL", url("orchestrator") + "/api/v1/topics");
		settings.put("CINEMA_TOKEN_ISSUER", url("auth"));
		settings.put("CINEMA_AUTHORIZATION_CLIENTS_ADMIN_SECRET", this.folder.secret("admin-client"));
		settings.put("CINEMA_AUTHORIZATION_CLIENTS_ADMIN_SCOPES", "openid,profile," + SCOPES);
		settings.put("CINEMA_AUTHORIZATION_CLIENTS_ADMIN_REDIRECT_URIS", url("orchestrator") + "/admin/signed-in");
		settings.put("CINEMA_AUTHORIZATION_CLIENTS_ADMIN_POST_LOGOUT_REDIRECT_URIS", admin());
		return settings;
	}

	private Map<String, String> ofOrchestrator() {
		Map<String, String> settings = new HashMap<>();
		if (sendsMessages() || channels().contains("push")) {
			settings.put("CINEMA_QUEUE_CHANNELS", channels());
		}
		settings.put("CINEMA_CONTEXT_SERVICES_AUTH_URL", url("auth"));
		settings.put("CINEMA_CONTEXT_SERVICES_AUTH_TOKEN", this.folder.secret("service-token"));
		settings.put("CINEMA_CONTEXT_SERVICES_FASTAPI_URL", this.parts.get(FilmsPart.class).url());
		settings.put("CINEMA_RENDERING_LINK_BASE_URL", url("auth"));
		settings.put("CINEMA_SEAL_KEYS_LAPTOP", this.folder.sealingKey());
		settings.put("CINEMA_UNSUBSCRIBE_KEYS_LAPTOP", this.folder.key("unsubscribe-key"));
		settings.put("CINEMA_SECURITY_SERVICES_LAPTOP_TOKEN", this.folder.secret("service-token"));
		settings.put("CINEMA_SECURITY_SERVICES_LAPTOP_SCOPES", SCOPES);
		settings.put("CINEMA_SECURITY_SERVICES_LAPTOP_EVENTS", "*");
		settings.put("CINEMA_SECURITY_JWT_JWKS_URL", url("auth") + "/.well-known/jwks.json");
		settings.put("CINEMA_SECURITY_JWT_ISSUER", url("auth"));
		settings.put("CINEMA_ADMIN_URL", url("orchestrator"));
		// So few that the demo's mailings need somebody else to approve them.
		settings.put("CINEMA_DRAFT_APPROVAL_FROM", "20");
		settings.put("CINEMA_ADMIN_CLIENT_SECRET", this.folder.secret("admin-client"));
		settings.put("CINEMA_NOTIFICATION_TEMPORAL_UI_URL", this.parts.get(TemporalPart.class).ui());
		return settings;
	}

	/** Where everything is, with nobody who could sign in yet. */
	Places places(Map<String, Long> pids) {
		Map<String, String> settings = new HashMap<>(this.environment);
		settings.putAll(this.parts.environment());
		String amqp = "amqp://" + settings.getOrDefault("SPRING_RABBITMQ_USERNAME", "guest") + ":"
				+ settings.getOrDefault("SPRING_RABBITMQ_PASSWORD", "guest") + "@"
				+ settings.get("SPRING_RABBITMQ_HOST") + ":" + settings.getOrDefault("SPRING_RABBITMQ_PORT", "5672");
		TemporalPart temporal = this.parts.get(TemporalPart.class);
		MailPart mail = this.parts.get(MailPart.class);
		return new Places(url("auth"), url("orchestrator"), url("worker"), admin(), temporal.ui(), mail.page(),
				url(INBOX), temporal.target(), settings.getOrDefault("SPRING_TEMPORAL_NAMESPACE", "default"),
				settings.getOrDefault("SPRING_KAFKA_BOOTSTRAP_SERVERS", ""), mail.smtp(), amqp,
				this.parts.get(PostgresPart.class).url(), this.folder.secret("service-token"), this.parts.kinds(), pids,
				Map.of());
	}

}
