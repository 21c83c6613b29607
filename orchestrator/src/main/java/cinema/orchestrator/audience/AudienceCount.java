package cinema.orchestrator.audience;

import cinema.orchestrator.context.ContextClient;
import cinema.orchestrator.order.AudienceShare;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/** How many receivers an audience has now, as its service counts them. */
@Component
public class AudienceCount {

	private final ContextClient services;

	AudienceCount(ContextClient services) {
		this.services = services;
	}

	/**
	 * Counts them, those too who will not be told.
	 * @return how many, or null where the service does not say
	 * @throws RuntimeException as {@link ContextClient#fetch} does
	 */
	public @Nullable Long of(String url) {
		JsonNode total = this.services.fetch(PageUrl.capped(AudienceShare.without(url), 1)).path("total_items");
		return total.canConvertToLong() ? Long.valueOf(total.asLong()) : null;
	}

}
