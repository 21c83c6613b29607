package cinema.orchestrator.order;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.attachment.AttachmentList;
import cinema.orchestrator.attachment.AttachmentRefusedException;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Channel.Form;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Capped;
import org.jspecify.annotations.Nullable;

/**
 * A mailing as its producer ordered it.
 *
 * @param receivers the URL of the first page of its audience
 * @param template the template's name, without the channel
 * @param version of the template, or null for the one that is sent when it is planned
 * @param timeToLive how long it is worth sending, or null when the order leaves it out;
 * zero or less means never
 * @param context name to URL or plain value
 * @param topic what receivers can opt out of, or null where the order names none
 * @param sendAt when to send, or null
 * @param sendAtLocal when to send by each receiver's own clock, or null
 * @param rate letters per second, 0 for as many as possible
 * @param letterClass among which letters it counts, or null for the default ones
 * @param overCap what becomes of a letter whose receiver has as many of them as they may
 * have
 * @param attachments the files of its e-mails, by reference
 */
public record MailingOrder(String receivers, String template, @Nullable Integer version, List<Channel> channels,
		@Nullable Duration timeToLive, Map<String, Object> context, @Nullable String topic, Urgency urgency,
		boolean holdsAtNight, @Nullable Instant sendAt, @Nullable LocalDateTime sendAtLocal, double rate,
		@Nullable String letterClass, Capped.Over overCap, List<Attachment> attachments) {

	/** The fields that an order is made of; an event may have others beside them. */
	public static final Set<String> FIELDS = Set.of("receivers", "template", "delivery_type", "expires_in",
			"template_context", "topic", "urgency", "quiet_hours", "send_at", "rate", "class", "over_cap",
			"attachments");

	private static final Pattern TEMPLATE = Pattern
		.compile("(?:([a-z]{1,20})/)?([a-z0-9_]{1,100})(?:\\.(?:" + Form.pattern() + "))?(?:@(\\d{1,9}))?");

	private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,60}");

	private static final Duration LONGEST = Duration.ofDays(366);

	/** The westernmost clock that people live by. */
	private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

	private static final double FASTEST = 100_000;

	/** When its last letters go, or null for at once. */
	public @Nullable Instant lastMoment() {
		return (this.sendAtLocal != null) ? this.sendAtLocal.toInstant(LAST_ZONE) : this.sendAt;
	}

	/**
	 * Reads the fields of a mailing event.
	 * @throws OrderRefusedException that names the field and what is wrong with it
	 */
	public static MailingOrder read(Map<String, ? extends @Nullable Object> event) {
		OrderFields fields = new OrderFields(event);
		String receivers = fields.requiredText("receivers", 2000);
		Matcher template = TEMPLATE.matcher(fields.requiredText("template", 200));
		OrderRefusedException.unless(template.matches(), "template",
				"has to be <channel>/<name>.md, the name of a-z, 0-9 and _, with or without a version such as @3");
		String urgency = fields.oneOf("urgency", "has to be urgent, normal or bulk", "bulk", "normal", "urgent");
		boolean hold = fields.oneOf("quiet_hours", "has to be hold or ignore", "hold", "ignore").equals("hold");
		String overCap = fields.oneOf("over_cap", "has to be defer or drop", "defer", "drop");
		String sendAt = fields.text("send_at", 60);
		TemporalAccessor at = (sendAt != null) ? moment(sendAt) : null;
		List<Channel> channels = channels(fields, template.group(1));
		return new MailingOrder(receivers, template.group(2), version(template.group(3)), channels, timeToLive(fields),
				context(fields), fields.word("topic"), Urgency.valueOf(urgency.toUpperCase(Locale.ROOT)), hold,
				(at instanceof OffsetDateTime instant) ? instant.toInstant() : null,
				(at instanceof LocalDateTime local) ? local : null, rate(fields), fields.word("class"),
				Capped.Over.valueOf(overCap.toUpperCase(Locale.ROOT)), attachments(fields, channels));
	}

	/** The template's name with the version that was ordered, if any. */
	public String versionedTemplate() {
		return this.template + ((this.version != null && this.version > 0) ? "@" + this.version : "");
	}

	private static @Nullable Integer version(@Nullable String number) {
		return (number != null) ? Integer.valueOf(number) : null;
	}

	private static List<Channel> channels(OrderFields fields, @Nullable String folder) {
		Object value = fields.get("delivery_type");
		if (value == null) {
			return List.of((folder != null) ? channel("template", folder) : Channel.EMAIL);
		}
		List<?> names = (value instanceof List<?> list) ? list : List.of(value);
		OrderRefusedException.unless(!names.isEmpty(), "delivery_type", "names no channel");
		return names.stream().map((name) -> channel("delivery_type", String.valueOf(name))).distinct().toList();
	}

	private static Channel channel(String field, String name) {
		try {
			return Channel.valueOf(name.toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new OrderRefusedException(field, "has to be " + Channel.words());
		}
	}

	private static @Nullable Duration timeToLive(OrderFields fields) {
		Object value = fields.get("expires_in");
		if (value == null) {
			return null;
		}
		Duration life = (value instanceof Number seconds) ? seconds(seconds.doubleValue())
				: (value instanceof String text) ? TimeSpan.parse(text) : null;
		if (life == null) {
			throw new OrderRefusedException("expires_in", TimeSpan.EXPECTED);
		}
		OrderRefusedException.unless(life.compareTo(LONGEST) <= 0, "expires_in", "has to be at most a year");
		return life.isNegative() ? Duration.ZERO : life;
	}

	/** However it is written, 1e3 too. */
	private static Duration seconds(double seconds) {
		return Duration.ofMillis(Math.round(seconds * 1000));
	}

	private static Map<String, Object> context(OrderFields fields) {
		Object value = fields.get("template_context");
		if (value == null) {
			return Map.of();
		}
		if (!(value instanceof Map<?, ?> named)) {
			throw new OrderRefusedException("template_context", "has to be an object");
		}
		Map<String, Object> context = new LinkedHashMap<>();
		named.forEach((name, each) -> {
			OrderRefusedException.unless(NAME.matcher(String.valueOf(name)).matches(), "template_context",
					"a name has to be of letters, digits and _");
			if (each != null) {
				context.put(String.valueOf(name), each);
			}
		});
		return context;
	}

	private static List<Attachment> attachments(OrderFields fields, List<Channel> channels) {
		List<Attachment> files;
		try {
			files = AttachmentList.read(fields.get("attachments"), true);
		}
		catch (AttachmentRefusedException refused) {
			throw new OrderRefusedException("attachments", refused.place(), refused.reason());
		}
		OrderRefusedException.unless(files.isEmpty() || channels.contains(Channel.EMAIL), "attachments",
				"go by email, which is none of its channels");
		return files;
	}

	/** An {@link OffsetDateTime} or a {@link LocalDateTime}. */
	private static TemporalAccessor moment(String text) {
		try {
			TemporalAccessor at = WrittenTime.read(text);
			OrderRefusedException.unless(at.get(ChronoField.YEAR) >= 1970 && at.get(ChronoField.YEAR) <= 2200,
					"send_at", "has to lie between 1970 and 2200");
			return at;
		}
		catch (DateTimeException ex) {
			throw new OrderRefusedException("send_at",
					"has to be an instant such as 2026-11-27T07:00:00Z, or the receivers' local time such as 2026-11-27T10:00");
		}
	}

	private static double rate(OrderFields fields) {
		Object value = fields.get("rate");
		if (value == null) {
			return 0;
		}
		double rate = number(value);
		OrderRefusedException.unless(rate > 0 && rate <= FASTEST, "rate",
				"has to be more than 0 and at most 100000 letters per second");
		return rate;
	}

	private static double number(Object value) {
		try {
			return (value instanceof Number || value instanceof String) ? Double.parseDouble(value.toString())
					: Double.NaN;
		}
		catch (NumberFormatException ex) {
			return Double.NaN;
		}
	}

}
