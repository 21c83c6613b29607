package cinema.platform.documentation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;

/** The answers that no operation has to name, and what every refusal looks like. */
final class Answers {

	private final Content refusal;

	private Answers(Content refusal) {
		this.refusal = refusal;
	}

	/** Every refusal looks like the one that is named {@code Invalid}. */
	static void complete(OpenAPI document) {
		Map<String, ApiResponse> named = document.getComponents().getResponses();
		Answers answers = new Answers(
				Objects.requireNonNull(named.get("Invalid"), "no answer is named Invalid").getContent());
		named.values().forEach(answers::describe);
		document.getPaths().values().forEach((path) -> path.readOperations().forEach(answers::complete));
	}

	private void complete(Operation operation) {
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

	private void describe(ApiResponse response) {
		Content content = (response.getContent() != null) ? response.getContent() : new Content();
		content.putAll(this.refusal);
		response.setContent(content);
	}

}
