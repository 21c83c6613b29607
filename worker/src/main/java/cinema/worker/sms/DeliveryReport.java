package cinema.worker.sms;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.workflows.contract.BounceKind;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;

/**
 * What a message centre says became of a message (SMPP 3.4, 5.2.12 and appendix B). They
 * differ in what they write, so its fields are looked for first and its words then, and
 * what is missing is missing.
 *
 * @param reference what the centre called the message
 * @param state for example {@code UNDELIV}
 * @param error the network's own code, or an empty text
 */
record DeliveryReport(String reference, String state, String error) {

	private static final Pattern ID = Pattern.compile("(?i)\\bid:\\s*([\\w.-]{1,65})");

	private static final Pattern STATE = Pattern.compile("(?i)\\bstat:\\s*([A-Z]{5,8})");

	private static final Pattern ERROR = Pattern.compile("(?i)\\berr:\\s*(\\w{1,10})");

	/** The values of {@code message_state} (5.2.28). */
	private static final Map<Integer, String> STATES = Map.of(1, "ENROUTE", 2, "DELIVRD", 3, "EXPIRED", 4, "DELETED", 5,
			"UNDELIV", 6, "ACCEPTD", 7, "UNKNOWN", 8, "REJECTD");

	/** The kind of network that the field of a code begins with. */
	private static final byte GSM = 3;

	/** Nothing for a message that somebody wrote to us, or a report without an id. */
	static Optional<DeliveryReport> of(DeliverSm message, Ids ids) {
		if (!MessageType.SMSC_DEL_RECEIPT.containedIn(message.getEsmClass())) {
			return Optional.empty();
		}
		byte[] body = message.getShortMessage();
		String words = (body != null) ? new String(body, StandardCharsets.ISO_8859_1) : "";
		OptionalParameter.Receipted_message_id id = message
			.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
		OptionalParameter.Message_state state = message.getOptionalParameter(OptionalParameter.Message_state.class);
		return of((id != null) ? text(id.getValue()) : null,
				(state != null) ? STATES.get((int) state.getValue()) : null, words, ids)
			.map((report) -> report.with(message.getOptionalParameter(OptionalParameter.Network_error_code.class)));
	}

	/**
	 * A code of a GSM network by the field for it (5.3.2.31), which the words may lack.
	 */
	private DeliveryReport with(OptionalParameter.@Nullable Network_error_code field) {
		byte[] value = (field != null) ? field.getValue() : new byte[0];
		return (value.length == 3 && value[0] == GSM)
				? new DeliveryReport(this.reference, this.state,
						String.valueOf(Byte.toUnsignedInt(value[1]) << Byte.SIZE | Byte.toUnsignedInt(value[2])))
				: this;
	}

	/** Some centres leave out the NUL that ends it. */
	private static String text(byte[] value) {
		boolean ended = value.length > 0 && value[value.length - 1] == 0;
		return new String(value, 0, ended ? value.length - 1 : value.length, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Of its two fields, as far as they are there, and its words.
	 */
	static Optional<DeliveryReport> of(@Nullable String id, @Nullable String state, String words, Ids ids) {
		String reference = (id != null && !id.isBlank()) ? ids.answered(id) : ids.reported(find(ID, words));
		String known = (state != null) ? state : find(STATE, words).toUpperCase(Locale.ROOT);
		return reference.isEmpty() ? Optional.empty()
				: Optional.of(new DeliveryReport(reference, known, find(ERROR, words)));
	}

	/** The same as whoever is called so says it. */
	DeliveryReport of(String prefix) {
		return new DeliveryReport(prefix + this.reference, this.state, this.error);
	}

	private static String find(Pattern pattern, String words) {
		Matcher found = pattern.matcher(words);
		return found.find() ? found.group(1) : "";
	}

	/**
	 * How the message failed; nothing where it did not, or nobody knows.
	 * @param gone codes of the network by which a number is gone for ever
	 */
	Optional<BounceKind> failure(List<String> gone) {
		boolean hard = gone.stream().anyMatch((code) -> bare(code).equalsIgnoreCase(bare(this.error)));
		return switch (this.state) {
			case "UNDELIV" -> Optional.of(hard ? BounceKind.HARD : BounceKind.SOFT);
			case "REJECTD" -> Optional.of(hard ? BounceKind.HARD : BounceKind.BLOCKED);
			case "EXPIRED" -> Optional.of(BounceKind.SOFT);
			case "DELETED" -> Optional.of(BounceKind.BLOCKED);
			default -> Optional.empty();
		};
	}

	private static String bare(String code) {
		return code.strip().replaceFirst("^0+(?=.)", "");
	}

	boolean isDelivered() {
		return this.state.equals("DELIVRD");
	}

	/** For the journal. */
	String detail() {
		return this.state + (this.error.isEmpty() ? "" : " err:" + this.error);
	}

	/** How reports write the ids of messages. */
	enum Ids {

		/** As answers do. */
		AS_IS,

		/** With other capital letters, or other zeros in front. */
		ALIKE,

		/** In decimal in their words, where answers are hexadecimal. */
		DECIMAL_OF_HEX;

		private static final int LONGEST = 65;

		/** An id as an answer, and the field of a report, has it. */
		String answered(String id) {
			String known = (this == AS_IS) ? id.strip()
					: id.strip().toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
			return known.substring(0, Math.min(LONGEST, known.length()));
		}

		/** An id as the words of a report have it. */
		String reported(String id) {
			boolean converted = this == DECIMAL_OF_HEX && id.matches("\\d+");
			return answered(converted ? new BigInteger(id).toString(16) : id);
		}

	}

}
