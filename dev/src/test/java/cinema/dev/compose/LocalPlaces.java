package cinema.dev.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts places of this machine where the compose file says a service and its port. */
final class LocalPlaces {

	private final Map<String, Integer> ports = new LinkedHashMap<>();

	void put(String service, int port, int local) {
		this.ports.put(service + ":" + port, local);
	}

	int of(String service, int port) {
		return this.ports.get(service + ":" + port);
	}

	/** The environment of a service, word for word but for the places in it. */
	Map<String, String> environment(ComposeFile compose, String service) {
		Map<String, String> environment = compose.environment(service);
		environment.replaceAll((name, value) -> replace(value));
		compose.environment(service).forEach((name, value) -> {
			String port = name.replaceFirst("_HOST$", "_PORT");
			if (name.endsWith("_HOST") && !value.isEmpty() && environment.containsKey(port)) {
				String local = value + ":" + environment.get(port);
				environment.put(name, "127.0.0.1");
				environment.put(port, this.ports.get(local).toString());
			}
		});
		for (String name : List.of("SERVER_PORT", "MANAGEMENT_SERVER_PORT")) {
			environment.computeIfPresent(name, (any, port) -> Integer.toString(of(service, Integer.parseInt(port))));
		}
		return environment;
	}

	private String replace(String value) {
		String replaced = value;
		for (Map.Entry<String, Integer> port : this.ports.entrySet()) {
			replaced = replaced.replaceAll("(?<![A-Za-z0-9.-])" + port.getKey() + "(?!\\d)",
					"127.0.0.1:" + port.getValue());
		}
		return replaced;
	}

}
