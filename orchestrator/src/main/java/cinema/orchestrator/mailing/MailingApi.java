package cinema.orchestrator.mailing;

import java.io.IOException;

import cinema.orchestrator.staff.Reason;
import cinema.platform.parameter.Cursor;
import cinema.workflows.mailing.MailingProgress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What the API says of mailings. */
@Tag(name = "Mailings",
		description = "A notice for an audience. Scopes: `mailings:read` for GET, `mailings:write` for the rest.")
interface MailingApi {

	String AUDIENCE = "http://auth/api/v1/users/?is_active=True&email_notifications=True&page_number=1&page_size=500";

	String ORDER = """
			{"id": "friday-2026-11-27", "from_service": "mailing", "template": "email/new_movies.md", "receivers":
			 "http://auth/api/v1/users/?is_active=True&email_notifications=True&page_number=1&page_size=500",
			 "delivery_type": ["email"], "expires_in": "1 day",
			 "template_context": {"title": "Friday films", "movies": [{"title": "Solaris", "year": 1972}]}}""";

	String ID = "^[A-Za-z0-9._:-]{1,220}$";

	String EVENT = "friday-2026-11-27";

	String OF_EVENT = "The id of its event";

	String TEMPLATE = "new_movies";

	String OF_TEMPLATE = "The name of its template, or of its notice in the catalogue";

	String NOTICE = "^[A-Za-z0-9._-]{1,100}$";

	@Operation(summary = "Order a mailing", description = """
			Takes what a mailing event has on Kafka and announces it there; the mailing begins within moments.
			`id` makes it safe to repeat: the same order is answered alike and sent once, another order of the same
			id is refused with 409. Without an `id` one is made and answered.""")
	@RequestBody(required = true,
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = MailingShape.class), examples = @ExampleObject(ORDER)))
	@ApiResponse(responseCode = "202", description = "Kafka has it",
			headers = @Header(name = "Location", description = "Where to see what becomes of it",
					schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "409", ref = "#/components/responses/Conflict")
	@ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ResponseEntity<PlacedOrder> order(HttpServletRequest request) throws IOException;

	@Operation(summary = "List mailings, the newest first", description = """
			With what was ordered, where each is and why, also those that ended before they began; receivers are
			counted by each alone.""")
	@ApiResponse(responseCode = "200", description = "One page; follow `next` as it is")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	MailingList list(
			@Parameter(schema = @Schema(type = "string",
					allowableValues = { "ANNOUNCED", "HELD", "RUNNING", "PAUSED", "COMPLETED", "EXPIRED", "CANCELLED",
							"FAILED" })) @RequestParam(required = false) @Nullable String status,
			@Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "200",
					defaultValue = "50")) @RequestParam(defaultValue = "50") int limit,
			@Parameter(description = "Part of `next`; nothing to make up",
					schema = @Schema(type = "string", pattern = Cursor.PATTERN)) @RequestParam(
							required = false) @Nullable String cursor);

	@Operation(summary = "Show a mailing",
			description = "What was ordered, where it is, and its receivers counted by outcome as the journal has them.")
	@ApiResponse(responseCode = "200", description = "What is known of it")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	MailingView show(
			@Parameter(description = OF_EVENT, example = EVENT,
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = OF_TEMPLATE, example = TEMPLATE,
					schema = @Schema(type = "string", pattern = NOTICE)) @PathVariable String notice);

	@Operation(summary = "Show how far a mailing is", description = """
			As its workflow counts: every receiver that was seen is in exactly one of `skipped` (by reason), `held`,
			`queued`, `delivered`, `failed`, `expired`, `unknown` and `cancelled`.""")
	@ApiResponse(responseCode = "200", description = "Where it is, or was when it ended")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	MailingProgress progress(
			@Parameter(description = OF_EVENT, example = EVENT,
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = OF_TEMPLATE, example = TEMPLATE,
					schema = @Schema(type = "string", pattern = NOTICE)) @PathVariable String notice);

	@Operation(summary = "Pause a mailing", description = """
			Nothing more is published until it is resumed, also when a morning comes; what is queued already is
			delivered, and deadlines go on. Twice is as good as once.""")
	@ApiResponse(responseCode = "200", description = "Where it is now")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "409", ref = "#/components/responses/Ended")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	MailingProgress pause(
			@Parameter(description = OF_EVENT, example = EVENT,
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = OF_TEMPLATE, example = TEMPLATE,
					schema = @Schema(type = "string", pattern = NOTICE)) @PathVariable String notice);

	@Operation(summary = "Resume a mailing", description = "It goes on where it was paused. Twice is as good as once.")
	@ApiResponse(responseCode = "200", description = "Where it is now")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "409", ref = "#/components/responses/Ended")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	MailingProgress resume(
			@Parameter(description = OF_EVENT, example = EVENT,
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = OF_TEMPLATE, example = TEMPLATE,
					schema = @Schema(type = "string", pattern = NOTICE)) @PathVariable String notice);

	@Operation(summary = "Cancel a mailing", description = """
			Ends it: what is queued is taken back from the worker, what waits is not sent. What was sent stays sent,
			as the answer and the report say.""")
	@RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
			schema = @Schema(implementation = Cancellation.class),
			examples = @ExampleObject("{\"reason\": \"ordered by mistake\"}")))
	@ApiResponse(responseCode = "200", description = "Where it is now")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "409", ref = "#/components/responses/Ended")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	MailingProgress cancel(
			@Parameter(description = OF_EVENT, example = EVENT,
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = OF_TEMPLATE, example = TEMPLATE,
					schema = @Schema(type = "string", pattern = NOTICE)) @PathVariable String notice,
			@org.springframework.web.bind.annotation.RequestBody(required = false) @Nullable Cancellation cancellation);

	@Operation(summary = "Change how fast a mailing goes",
			description = "Counts within half a second for what is being published just now.")
	@RequestBody(required = true,
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = Rate.class), examples = @ExampleObject("{\"rate\": 12.5}")))
	@ApiResponse(responseCode = "200", description = "Where it is now")
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "409", ref = "#/components/responses/Ended")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	MailingProgress rate(
			@Parameter(description = OF_EVENT, example = EVENT,
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = OF_TEMPLATE, example = TEMPLATE,
					schema = @Schema(type = "string", pattern = NOTICE)) @PathVariable String notice,
			@org.springframework.web.bind.annotation.RequestBody Rate rate);

	@Operation(summary = "Send a mailing again to those whose letter failed", description = """
			Orders a further mailing, `<id>.resend-<n>`, for those alone whose letter failed for good (`REJECTED`,
			`FAILED`) and who had none by an earlier resend; their addresses are asked for again. What is `UNKNOWN`
			may have arrived and is not sent again.""")
	@ApiResponse(responseCode = "202", description = "It has begun",
			headers = @Header(name = "Location", description = "Where to see what becomes of it",
					schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "409", description = "Nobody's letter has failed, or a resend is on its way",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					schema = @Schema(ref = "#/components/schemas/Problem")))
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	ResponseEntity<PlacedOrder> resend(
			@Parameter(description = OF_EVENT, example = EVENT,
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = OF_TEMPLATE, example = TEMPLATE,
					schema = @Schema(type = "string", pattern = NOTICE)) @PathVariable String notice);

	@Operation(summary = "Every receiver's outcome as CSV", description = """
			One line for each receiver that the journal knows: who was told, who was not, and why. Those who are
			held are missing until they are told. However many there are, they are streamed; an answer that breaks
			off is not whole. Texts that a spreadsheet would take for formulas begin with an apostrophe.""")
	@ApiResponse(responseCode = "200", description = "CSV (RFC 4180) with a header line, UTF-8",
			content = @Content(mediaType = MailingReport.TYPE, schema = @Schema(type = "string"),
					examples = @ExampleObject("""
							user_id,channel,outcome,reason,attempts,at,posting_id
							42,email,DELIVERED,,1,2026-11-27T07:00:03Z,0f8c1a52-6f0e-5f7c-9d59-8a1c5a0e5b11
							43,email,SUPPRESSED,opted out of email,0,2026-11-27T07:00:01Z,5b1f0c9e-2a55-5d0e-8d3c-4b0f6e7a9c22
							""")),
			headers = @Header(name = "Content-Disposition", description = "A name for the file",
					schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
	@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
	@ApiResponse(responseCode = "406", ref = "#/components/responses/OnlyCsv")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Away")
	void report(
			@Parameter(description = OF_EVENT, example = EVENT,
					schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
			@Parameter(description = OF_TEMPLATE, example = TEMPLATE,
					schema = @Schema(type = "string", pattern = NOTICE)) @PathVariable String notice,
			HttpServletResponse response);

	/** Why it is ended. */
	@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record Cancellation(@Schema(description = "In plain words, on one line; it becomes the reason of the outcome",
			types = {
					"string", "null" },
			pattern = Reason.LINE, maxLength = Reason.LONGEST, example = "ordered by mistake") @Nullable String reason){
	}

	/** Letters per second. */
	@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record Rate(@Schema(description = "Letters per second; 0 is as fast as possible", types = "number", minimum = "0",
			maximum = "100000", example = "12.5", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Double rate) {
	}

}
