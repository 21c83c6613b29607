package cinema.orchestrator.schedule;

import java.util.Map;

import cinema.orchestrator.mailing.MailingShape;
import cinema.orchestrator.order.Spelling;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** A schedule as the API describes it. */
@Schema(name = "MailingScheduleOrder", description = "Either `cron` or `calendar` is needed.",
		additionalProperties = AdditionalPropertiesValue.FALSE)
record ScheduleShape(@Schema(description = "Needed to create it; to replace it, that of the path or left out", types = {
		"string", "null" }, pattern = ScheduleOrder.ID, example = "friday-films") @Nullable String id,
		@Schema(description = "Minute, hour, day of month, month, day of week", types = { "string", "null" },
				pattern = WallClock.CRON, maxLength = 200, example = "0 10 * * 5") @Nullable String cron,
		@Schema(description = """
				Instead of `cron`: `minute`, `hour`, `day_of_month`, `month`, `day_of_week`, each a number or a list of
				them; minutes and hours left out are 0, the others any""", types = { "object", "null" },
				additionalProperties = AdditionalPropertiesValue.FALSE) @Nullable Map<String, Object> calendar,
		@Schema(description = "Whose clock on the wall counts", types = { "string", "null" },
				pattern = ScheduleOrder.ZONE, example = "Europe/Moscow",
				defaultValue = "Europe/Moscow") @Nullable String zone,
		@Schema(description = "It fires at this moment at the earliest", types = { "string", "null" },
				format = "date-time", example = "2026-11-27T00:00:00Z") @Nullable String from,
		@Schema(description = "It fires at this moment at the latest", types = { "string", "null" },
				format = "date-time", example = "2100-01-01T00:00:00Z") @Nullable String until,
		@Schema(description = "What happens while the mailing of the last firing is on its way",
				types = { "string", "null" },
				allowableValues = { "skip", "buffer_one", "buffer_all", "allow_all", "cancel_other" },
				defaultValue = "skip") @Nullable String overlap,
		@Schema(description = "How late it may fire after somebody was away, 10 seconds to 366 days",
				types = { "string", "null" }, maxLength = 200, pattern = Spelling.SPAN, example = "1 hour",
				defaultValue = "1 hour") @JsonProperty("catch_up") @Nullable String catchUp,
		@Schema(description = """
				When it fires, the mailing is ordered for this hour by each receiver's own clock: for the day on which the
				schedule's own clock shows it next""",
				types = { "string", "null" }, pattern = ScheduleOrder.LOCAL_TIME,
				example = "19:30") @JsonProperty("local_time") @Nullable String localTime,
		@Schema(description = "The fields of a mailing but `id`, `send_at` and what else the schedule gives",
				requiredMode = RequiredMode.REQUIRED) MailingShape mailing){

}
