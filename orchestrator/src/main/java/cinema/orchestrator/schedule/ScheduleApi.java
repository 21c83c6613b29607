package cinema.orchestrator.schedule;

import java.util.List;

import cinema.orchestrator.schedule.ScheduleController.Note;
import cinema.orchestrator.schedule.ScheduleController.Span;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What the API says of the schedules of mailings. */
@Tag(name = "Mailing schedules",
		description = "Recurring mailings. Scopes: `mailings:read` for GET, `mailings:write` for the rest.")
interface ScheduleApi {

	String ORDER = """
			{"id": "friday-films", "cron": "0 10 * * 5", "zone": "Europe/Moscow", "overlap": "skip", "catch_up": "1 hour",
			 "mailing": {"receivers": "http://auth/api/v1/users/?is_active=True&email_notifications=True",
			  "template": "email/new_movies.md", "expires_in": "1 day",
			  "template_context": {"title": "Friday films", "movies": [{"title": "Solaris", "year": 1972}]}}}""";

	String EXAMPLE = "friday-films";

	@Operation(summary = "Create a schedule", description = """
			Each firing announces a mailing event on Kafka, whose `expires_in` counts from the moment at which it was
			to fire. An hour that comes twice counts once; one that the clocks skip fires at the moment of the skip.
			The mailing is checked at once.""")
	@RequestBody(required = true,
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = ScheduleShape.class), examples = @ExampleObject(ORDER)))
	@ApiResponse(responseCode = "201", description = "It is created",
			headers = @Header(name = "Location", description = "Where to see it", schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "409", ref = "#/components/responses/Taken")
	@ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ResponseEntity<ScheduleView> create(@Parameter(hidden = true) ObjectNode body);

	@Operation(summary = "List schedules", description = "One that was created just now may be missing for a second.")
	@ApiResponse(responseCode = "200", description = "All of them, without their firings")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	List<ScheduleView> list();

	@Operation(summary = "Show a schedule",
			description = """
					What was ordered; when it fired and what became of it; when it will; how many firings were left out, because the
					one before was on its way (`skipped`) or because nobody could be in time (`missed`).""")
	@ApiResponse(responseCode = "200", description = "What Temporal knows of it")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ScheduleView show(
			@Parameter(example = EXAMPLE, schema = @Schema(type = "string", pattern = ScheduleOrder.ID)) String id);

	@Operation(summary = "Replace a schedule",
			description = """
					Takes another order in the place of the first one; `id` may be left out. Paused, it stays paused; its firings stay
					known, and mailings on their way go on.""")
	@RequestBody(required = true,
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = ScheduleShape.class), examples = @ExampleObject(ORDER)))
	@ApiResponse(responseCode = "200", description = "How it is now")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ScheduleView replace(
			@Parameter(example = EXAMPLE, schema = @Schema(type = "string", pattern = ScheduleOrder.ID)) String id,
			@Parameter(hidden = true) ObjectNode body);

	@Operation(summary = "Pause a schedule",
			description = "It fires no more until it is resumed; what is due meanwhile is left out.")
	@RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
			schema = @Schema(implementation = Note.class), examples = @ExampleObject("{\"note\": \"holidays\"}")))
	@ApiResponse(responseCode = "200", description = "How it is now")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ScheduleView pause(
			@Parameter(example = EXAMPLE, schema = @Schema(type = "string", pattern = ScheduleOrder.ID)) String id,
			@Nullable Note note);

	@Operation(summary = "Resume a schedule", description = "It fires again, from the next moment on.")
	@RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
			schema = @Schema(implementation = Note.class), examples = @ExampleObject("{\"note\": \"back again\"}")))
	@ApiResponse(responseCode = "200", description = "How it is now")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ScheduleView resume(
			@Parameter(example = EXAMPLE, schema = @Schema(type = "string", pattern = ScheduleOrder.ID)) String id,
			@Nullable Note note);

	@Operation(summary = "Let a schedule fire once now", description = "Whatever is still on its way, paused or not.")
	@ApiResponse(responseCode = "200", description = "How it is now")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ScheduleView run(
			@Parameter(example = EXAMPLE, schema = @Schema(type = "string", pattern = ScheduleOrder.ID)) String id);

	@Operation(summary = "Fire for every moment of a span",
			description = """
					For each moment at which it would have fired, 100 at most. What was announced for such a moment before is
					the same event, and is not sent again. `expires_in` counts from
					when each is really sent. The span has to have passed and to have a firing; `backfill` in the answer says what
					comes of it.""")
	@RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
			schema = @Schema(implementation = Span.class), examples = @ExampleObject("""
					{"from": "2026-11-13T00:00:00Z", "to": "2026-11-20T12:00:00Z", "overlap": "buffer_all"}""")))
	@ApiResponse(responseCode = "200", description = "How it is now")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ScheduleView backfill(
			@Parameter(example = EXAMPLE, schema = @Schema(type = "string", pattern = ScheduleOrder.ID)) String id,
			Span span);

	@Operation(summary = "Delete a schedule", description = "Mailings on their way go on.")
	@ApiResponse(responseCode = "204", description = "It is deleted")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ResponseEntity<Void> delete(
			@Parameter(example = EXAMPLE, schema = @Schema(type = "string", pattern = ScheduleOrder.ID)) String id);

}
