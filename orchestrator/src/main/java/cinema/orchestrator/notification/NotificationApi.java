package cinema.orchestrator.notification;

import cinema.orchestrator.staff.Reason;
import cinema.platform.parameter.Cursor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** What the API says of the notifications that it shows, moves and cancels. */
@Tag(name = "Notifications")
interface NotificationApi {

	String TYPE = "^[a-z0-9_]{1,100}$";

	String ID = "^[A-Za-z0-9._:-]{1,200}$";

	@Operation(summary = "List postings, the newest first", description = """
			What is held, with the worker or has ended; one place for each posting, by when it was planned. `HELD` is
			what waits for a morning or a chosen moment: `held_until` says how long, `reason` why.""")
	@ApiResponse(responseCode = "200", description = "One page; follow `next` as it is")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	PostingList list(
			@Parameter(schema = @Schema(type = "string", pattern = ID)) @RequestParam(name = "user_id",
					required = false) @Nullable String userId,
			@Parameter(description = "Planned at this moment or later",
					schema = @Schema(type = "string", format = "date-time")) @RequestParam(
							required = false) @Nullable String from,
			@Parameter(description = "Planned before this moment",
					schema = @Schema(type = "string", format = "date-time")) @RequestParam(
							required = false) @Nullable String to,
			@Parameter(schema = @Schema(type = "string",
					allowableValues = { "HELD", "DISPATCHED", "DELIVERED", "POSTPONED", "DEFERRED", "REJECTED",
							"EXPIRED", "WITHDRAWN", "UNKNOWN", "SUPPRESSED", "CANCELLED", "FAILED" })) @RequestParam(
									required = false) @Nullable String outcome,
			@Parameter(schema = @Schema(type = "string", pattern = TYPE)) @RequestParam(name = "event_type",
					required = false) @Nullable String eventType,
			@Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "200",
					defaultValue = "50")) @RequestParam(defaultValue = "50") int limit,
			@Parameter(description = "Part of `next`; nothing to make up",
					schema = @Schema(type = "string", pattern = Cursor.PATTERN)) @RequestParam(
							required = false) @Nullable String cursor);

	@Operation(summary = "See what became of an event",
			description = "Each posting with its state and reason, until when it is held and why, and each attempt.")
	@ApiResponse(responseCode = "200", description = "What is known; `note` says what is missing")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	NotificationView show(
			@Parameter(example = "user_changed_password_successfully",
					schema = @Schema(type = "string", pattern = TYPE)) @PathVariable String type,
			@Parameter(example = "2f4b8a52-0d5e-4b52-9f3c-7f3f8f0b1c11",
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id);

	@Operation(summary = "Cancel what has not been sent",
			description = "Answers what really became of each posting: one that was sent stays sent.")
	@ApiResponse(responseCode = "200", description = "What became of it",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = NotificationView.class)))
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "409", ref = "#/components/responses/TooLate")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ResponseEntity<?> cancel(
			@Parameter(example = "user_changed_password_successfully",
					schema = @Schema(type = "string", pattern = TYPE)) @PathVariable String type,
			@Parameter(example = "2f4b8a52-0d5e-4b52-9f3c-7f3f8f0b1c11",
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = "Why, in plain words; it becomes the reason of the outcome",
					schema = @Schema(type = "string", pattern = Reason.LINE, maxLength = Reason.LONGEST)) @RequestParam(
							required = false) @Nullable String reason);

	@Operation(summary = "Move what is held", description = """
			To a moment that is to come (one that passed within the last minute is now), before the deadline and not
			in the receiver's night: anything else is refused and nothing changes. `now=true` sends at once, whatever
			the hour.""")
	@ApiResponse(responseCode = "200", description = "What became of it",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = NotificationView.class)))
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "409", ref = "#/components/responses/TooLate")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ResponseEntity<?> move(
			@Parameter(example = "user_signed_up",
					schema = @Schema(type = "string", pattern = TYPE)) @PathVariable String type,
			@Parameter(example = "9d3c2f4b-52a8-4d0e-b5f9-1c7f3f8f0b11",
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = "Send at once, whatever the hour; without `send_at`") @RequestParam(
					defaultValue = "false") boolean now,
			@io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
					mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = Move.class),
					examples = @ExampleObject("{\"send_at\": \"2026-11-24T09:30:00Z\"}"))) @RequestBody(
							required = false) @Nullable Move move);

}
