package cinema.orchestrator.audience;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import cinema.orchestrator.context.ContextClient;
import io.temporal.failure.ApplicationFailure;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.web.util.UriUtils;

/** Users as the service of an audience knows them now. */
@Component
class UsersById {

	/** So many ids fit into a URL. */
	static final int MOST = 100;

	static final String NO_FILTER = "NO_FILTER";

	private final ContextClient services;

	UsersById(ContextClient services) {
		this.services = services;
	}

	/**
	 * Those of these users whom the service knows.
	 * @param place the URL of the service's users, without a query
	 * @param ids {@value #MOST} at most
	 * @throws ApplicationFailure that is never to be tried again, {@value #NO_FILTER},
	 * when the service answers with others
	 */
	List<JsonNode> read(String place, List<String> ids) {
		JsonNode items = this.services.fetch(place + "?id=" + ids(ids) + "&page_size=" + MOST).path("items");
		Assert.state(items.isArray(), place + " answered something else than users");
		if (!items.values().stream().allMatch((user) -> ids.contains(user.path("id").asString("")))) {
			throw ApplicationFailure.newNonRetryableFailure("receivers: " + place + " has no filter by id", NO_FILTER);
		}
		return List.copyOf(items.values());
	}

	private static String ids(List<String> ids) {
		return ids.stream()
			.map((id) -> UriUtils.encode(id, StandardCharsets.UTF_8))
			.collect(Collectors.joining("&id="));
	}

}
