package cinema.auth.documentation;

import java.util.List;
import java.util.TreeMap;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;

/** The answers that no operation has to name, and what every refusal looks like. */
final class Answers {

	private static final String PROBLEM = "application/problem+json";

	private Answers() {
	}

	static void complete(Operation operation) {
		ApiResponses responses = operation.getResponses();
		refer(responses, 400, "Invalid");
		refer(responses, 406, "NotAcceptable");
		refer(responses, 503, "Away");
		if (!List.of().equals(operation.getSecurity())) {
			refer(responses, 401, "NoToken");
			refer(responses, 403, "NotAllowed");
		}
		if (operation.getRequestBody() != null) {
			refer(responses, 413, "TooLarge");
			refer(responses, 415, "NoJson");
		}
		ApiResponses sorted = new ApiResponses();
		sorted.putAll(new TreeMap<>(responses));
		operation.setResponses(sorted);
		sorted.forEach((status, response) -> {
			if (Integer.parseInt(status) >= 400 && response.get$ref() == null) {
				describe(response);
			}
		});
	}

	private static void refer(ApiResponses responses, int status, String name) {
		responses.putIfAbsent(String.valueOf(status), new ApiResponse().$ref(name));
	}

	/**
	 * Makes it a problem document, and a page for a browser, besides what else it may be.
	 */
	static void describe(ApiResponse refusal) {
		Content content = (refusal.getContent() != null) ? refusal.getContent() : new Content();
		content.addMediaType(PROBLEM, new MediaType().schema(new Schema<>().$ref("Problem")));
		content.addMediaType("text/html", new MediaType().schema(new StringSchema()));
		refusal.setContent(content);
	}

}
