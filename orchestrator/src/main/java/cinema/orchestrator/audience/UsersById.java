package cinema.orchestrator.audience;

import java.util.List;

import cinema.orchestrator.context.ContextClient;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/** Users as the service of an audience knows them now. */
@Component
class UsersById {

	/** So many ids fit into a URL. */
	static final int MOST = 100;

	private final ContextClient services;

	UsersById(ContextClient services) {
		this.services = services;
	}

	/**
	 * Those of these users whom the service knows.
	 * @param place the URL of the service's users, without a query
	 * @param ids {@value #MOST} at most
	 */
	List<JsonNode> read(String place, List<String> ids) {
		JsonNode items = this.services.fetch(place + "?id=" + String.join("&id=", ids) + "&page_size=" + MOST)
			.path("items");
		if (!items.isArray()) {
			throw new IllegalStateException(place + " answered something else than users");
		}
		return List.copyOf(items.values());
	}

}
