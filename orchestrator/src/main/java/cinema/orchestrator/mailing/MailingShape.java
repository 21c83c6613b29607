package cinema.orchestrator.mailing;

import java.util.List;
import java.util.Map;

import cinema.orchestrator.intake.EventParser;
import cinema.orchestrator.order.Spelling;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** An order as the API describes it; it is read by the rules of the Kafka topic. */
@Schema(name = "MailingOrder", description = "What a mailing event has on Kafka; other fields are let be.",
		additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
public record MailingShape(@Schema(description = "Makes it safe to repeat; one is made when it is missing", types = {
		"string", "integer", "null" }, pattern = EventParser.IDENTITY) @Nullable String id,
		@Schema(description = "The URL of the first page of users; its host is the name of a service",
				example = MailingApi.AUDIENCE, pattern = Spelling.RECEIVERS, maxLength = 2000,
				requiredMode = RequiredMode.REQUIRED) String receivers,
		@Schema(description = "`<channel>/<name>.md`; the notice gets the name", example = "email/new_movies.md",
				pattern = Spelling.TEMPLATE, requiredMode = RequiredMode.REQUIRED) String template,
		@ArraySchema(
				arraySchema = @Schema(types = { "array", "string", "null" }, pattern = Spelling.CHANNEL,
						description = "Channels in the order of preference; the template's folder when it is missing"),
				schema = @Schema(type = "string", allowableValues = { "email", "sms", "web" }),
				minItems = 1) @JsonProperty("delivery_type") @Nullable List<String> channels,
		@Schema(description = """
				How long it is worth sending, from when it is to be sent: `120 sec`, `2 days`, `1 day 12 hours`,
				`PT2M`, or seconds. Zero or less: nobody is told. Missing: two days, if nothing else is configured""",
				types = { "string", "number", "null" }, pattern = Spelling.SPAN, maximum = "31622400",
				example = "1 day") @JsonProperty("expires_in") @Nullable Object expiresIn,
		@Schema(description = "Name to URL (fetched once, before the first letter) or plain value",
				types = { "object", "null" }, additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
				example = "{\"title\": \"Friday films\", \"movies\": []}") @JsonProperty("template_context") @Nullable Map<String, Object> context,
		@Schema(description = "What receivers can opt out of; the template's name when it is missing",
				types = { "string", "null" }, pattern = Spelling.TOPIC) @Nullable String topic,
		@Schema(types = { "string", "null" }, allowableValues = { "urgent", "normal", "bulk" },
				defaultValue = "bulk") @Nullable String urgency,
		@Schema(description = "Whether it waits for each receiver's morning", types = { "string", "null" },
				allowableValues = { "hold", "ignore" },
				defaultValue = "hold") @JsonProperty("quiet_hours") @Nullable String quietHours,
		@Schema(description = """
				An instant such as `2026-11-27T07:00:00Z`, or a local date-time such as `2026-11-27T10:00`: the same
				hour by each receiver's own clock. Not one that has passed everywhere. Missing: at once""",
				types = { "string", "null" },
				pattern = Spelling.SEND_AT) @JsonProperty("send_at") @Nullable String sendAt,
		@Schema(description = "Letters per second, as fast as possible when it is missing",
				types = { "number", "string", "null" }, pattern = Spelling.RATE, exclusiveMinimumValue = 0,
				maximum = "100000") @Nullable Object rate){
}
