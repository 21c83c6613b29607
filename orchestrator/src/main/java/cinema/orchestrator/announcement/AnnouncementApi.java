package cinema.orchestrator.announcement;

import java.io.IOException;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What the API says of announcing events. */
@Tag(name = "Announcements")
interface AnnouncementApi {

	String EVENT = """
			{"id": "2f4b8a52-0d5e-4b52-9f3c-7f3f8f0b1c11", "event_type": "user_changed_password_successfully",
			 "from_service": "shop", "details": {"user_id": "ann", "email": "ann@example.com"}}""";

	@Operation(summary = "Announce an event", description = """
			Takes the same JSON as the Kafka topic and announces it there; the workflow follows within moments.
			`id` makes it safe to repeat: the same event is answered alike and told once, another event of the same
			type and id is refused with 409. Without an `id` one is made and answered.""")
	@RequestBody(required = true,
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = EventShape.class), examples = @ExampleObject(EVENT)))
	@ApiResponse(responseCode = "202", description = "Kafka has it",
			headers = @Header(name = "Location", description = "Where to see what becomes of it",
					schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "409", ref = "#/components/responses/Conflict")
	@ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
	@ApiResponse(responseCode = "422", ref = "#/components/responses/UnknownType")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ResponseEntity<AcceptedView> announce(HttpServletRequest request) throws IOException;

	@Operation(summary = "Announce many events", description = """
			Each event is answered for itself, in the order of the request, with the status that it would have got
			alone.""")
	@RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
			array = @ArraySchema(minItems = 1, maxItems = 100, schema = @Schema(implementation = EventShape.class)),
			examples = @ExampleObject("[" + EVENT + "]")))
	@ApiResponse(responseCode = "207", description = "An answer for each event")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ResponseEntity<BatchView> announceAll(HttpServletRequest request) throws IOException;

}
