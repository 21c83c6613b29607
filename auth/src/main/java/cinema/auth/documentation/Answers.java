package cinema.auth.documentation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;

/** The answers of an operation that are no success. */
final class Answers {

	private static final Map<Integer, String> MEANINGS = Map.of(400, "A field or parameter is wrong; errors name it",
			401, "No valid token", 403, "The token does not allow this", 404, "There is nothing of that id", 406,
			"No answer of the wanted media type", 409, "It stands against something that is there", 415,
			"The body is no JSON", 429, "Too many tries; Retry-After says when to come again", 503,
			"Another company's service is away");

	/** What else may come, by the beginning of the path. */
	private static final Map<String, List<Integer>> FURTHER = Map.ofEntries(
			Map.entry("/api/v1/signup", List.of(409, 429)), Map.entry("/api/v1/signin", List.of(401, 429)),
			Map.entry("/api/v1/refresh", List.of(401)), Map.entry("/api/v1/password-reset/confirm", List.of(429)),
			Map.entry("/api/v1/confirm-email/confirm", List.of(429)), Map.entry("/api/v1/profile/email", List.of(429)),
			Map.entry("/api/v1/email-undo", List.of(429)),
			Map.entry("/api/v1/profile/social/{service}", List.of(409, 503)),
			Map.entry("/api/v1/social-signin", List.of(503)), Map.entry("/api/v1/social-auth", List.of(403, 409, 503)),
			Map.entry("/api/v1/roles", List.of(409)), Map.entry("/api/v1/users/{id}", List.of(409)),
			Map.entry("/s/", List.of(429)));

	/** What else may come from one operation alone. */
	private static final Map<String, List<Integer>> OF_ONE = Map.of("DELETE /api/v1/profile", List.of(409, 429),
			"PATCH /api/v1/profile", List.of(429), "GET /api/v1/confirm-email", List.of(429));

	private static final Set<String> OPEN = Set.of("/api/v1/signup", "/api/v1/signin", "/api/v1/refresh",
			"/api/v1/password-reset", "/api/v1/password-reset/confirm", "/api/v1/confirm-email",
			"/api/v1/confirm-email/confirm", "/api/v1/email-undo", "/s/{code}", "/api/v1/social-signin/{service}",
			"/api/v1/social-auth/{service}");

	private Answers() {
	}

	static void complete(String path, HttpMethod method, Operation operation) {
		Set<Integer> statuses = new TreeSet<>(Set.of(400, 406));
		if (operation.getRequestBody() != null) {
			statuses.add(415);
		}
		if (OPEN.contains(path)) {
			operation.setSecurity(List.of());
		}
		else {
			statuses.addAll(Set.of(401, 403));
		}
		if (path.contains("{")) {
			statuses.add(404);
		}
		FURTHER.forEach((start, more) -> {
			if (path.startsWith(start)) {
				statuses.addAll(more);
			}
		});
		statuses.addAll(OF_ONE.getOrDefault(method + " " + path, List.of()));
		ApiResponses responses = operation.getResponses();
		statuses.forEach((status) -> responses.addApiResponse(String.valueOf(status), problem(status)));
	}

	private static ApiResponse problem(int status) {
		Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + DocumentationConfiguration.PROBLEM);
		return new ApiResponse().description(MEANINGS.getOrDefault(status, "Refused"))
			.content(new Content().addMediaType("application/problem+json", new MediaType().schema(schema)));
	}

}
