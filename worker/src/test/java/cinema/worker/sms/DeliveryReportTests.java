package cinema.worker.sms;

import java.nio.charset.StandardCharsets;
import java.util.List;

import cinema.worker.sms.DeliveryReport.Ids;
import cinema.workflows.contract.BounceKind;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports as centres of several makers write them. */
class DeliveryReportTests {

	private static final List<String> GONE = List.of("001", "9", "B");

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					id:1a2B sub:001 dlvrd:001 submit date:2611290100 done date:2611290101 stat:DELIVRD err:000 text:Hello | 1a2B | DELIVRD | 000
					id:0000012345 stat:UNDELIV err:1e                                          | 0000012345 | UNDELIV | 1e
					ID: 7f-2.x Stat: expired                                                   | 7f-2.x | EXPIRED |
					id:5 done date:not a date stat:REJECTD err:027 text:id:9 stat:DELIVRD      | 5 | REJECTD | 027
					id:8                                                                       | 8 | |
					""")
	void readsWhatIsThere(String words, String reference, String state, String error) {
		DeliveryReport report = DeliveryReport.of(null, null, words, Ids.AS_IS).orElseThrow();

		assertThat(report.reference()).isEqualTo(reference);
		assertThat(report.state()).isEqualTo((state != null) ? state : "");
		assertThat(report.error()).isEqualTo((error != null) ? error : "");
	}

	@Test
	void believesTheFieldsBeforeTheWords() {
		DeliveryReport report = DeliveryReport.of("AB", "UNDELIV", "id:12 stat:DELIVRD err:003", Ids.AS_IS)
			.orElseThrow();

		assertThat(report).isEqualTo(new DeliveryReport("AB", "UNDELIV", "003"));
		assertThat(report.failure(GONE)).contains(BounceKind.SOFT);
		assertThat(report.detail()).isEqualTo("UNDELIV err:003");
	}

	@Test
	void readsDecimalIdsWhereAnswersAreHexadecimal() {
		assertThat(reference(null, "id:0000006699 stat:UNDELIV", Ids.DECIMAL_OF_HEX))
			.isEqualTo(Ids.DECIMAL_OF_HEX.answered("1A2B"));
		assertThat(reference(null, "id:18446744073709551615 stat:UNDELIV", Ids.DECIMAL_OF_HEX))
			.isEqualTo("ffffffffffffffff");
		assertThat(reference("10", "id:16 stat:UNDELIV", Ids.DECIMAL_OF_HEX)).as("the field is as the answer was")
			.isEqualTo("10");
		assertThat(Ids.DECIMAL_OF_HEX.reported("1a2b")).as("it is none").isEqualTo("1a2b");
	}

	/** Two messages may differ in no more. */
	@Test
	void takesIdsForAlikeOnlyWhereThatIsSaid() {
		assertThat(Ids.AS_IS.answered("00aB ")).isEqualTo("00aB");
		assertThat(Ids.ALIKE.answered("00aB")).isEqualTo(Ids.ALIKE.reported("AB")).isEqualTo("ab");
		assertThat(Ids.ALIKE.answered("000")).isEqualTo("0");
	}

	@Test
	void readsAFieldWithOrWithoutTheNulThatEndsIt() throws Exception {
		for (byte[] value : List.of("ab12".getBytes(StandardCharsets.US_ASCII),
				"ab12\0".getBytes(StandardCharsets.US_ASCII))) {
			DeliverSm message = new DeliverSm();
			message.setSmscDeliveryReceipt();
			message.setOptionalParameters(new OptionalParameter.Receipted_message_id(value));

			assertThat(DeliveryReport.of(message, Ids.AS_IS).orElseThrow().reference()).isEqualTo("ab12");
		}
	}

	private static String reference(String id, String words, Ids ids) {
		return DeliveryReport.of(id, null, words, ids).orElseThrow().reference();
	}

	@ParameterizedTest
	@CsvSource({ "UNDELIV,SOFT", "EXPIRED,SOFT", "REJECTD,BLOCKED", "DELETED,BLOCKED", "DELIVRD,", "ACCEPTD,",
			"ENROUTE,", "UNKNOWN,", "'',", "SKIPPED," })
	void tellsFailuresFromTheRest(String state, BounceKind kind) {
		assertThat(new DeliveryReport("1", state, "").failure(GONE).orElse(null)).isEqualTo(kind);
	}

	/** What networks mean by their codes differs; without any nothing is for ever. */
	@ParameterizedTest
	@CsvSource({ "UNDELIV,001,HARD", "UNDELIV,1,HARD", "REJECTD,009,HARD", "UNDELIV,00b,HARD", "UNDELIV,027,SOFT",
			"UNDELIV,'',SOFT", "UNDELIV,000,SOFT", "REJECTD,027,BLOCKED", "EXPIRED,001,SOFT", "DELETED,001,BLOCKED",
			"DELIVRD,001,", "UNDELIV,10,SOFT" })
	void knowsANumberThatIsGoneForEver(String state, String error, BounceKind kind) {
		DeliveryReport report = new DeliveryReport("1", state, error);

		assertThat(report.failure(GONE).orElse(null)).isEqualTo(kind);
		assertThat(report.failure(List.of()).filter(BounceKind.HARD::equals)).isEmpty();
	}

	@Test
	void readsTheCodeOfAGsmNetworkByItsField() {
		assertThat(withCode(3, 0, 9)).isEqualTo("9");
		assertThat(withCode(3, 1, 44)).isEqualTo("300");
		assertThat(withCode(1, 0, 9)).as("of another network").isEqualTo("027");
		assertThat(withCode(3)).isEqualTo("027");
	}

	private static String withCode(int... bytes) {
		byte[] value = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			value[i] = (byte) bytes[i];
		}
		DeliverSm message = new DeliverSm();
		message.setSmscDeliveryReceipt();
		message.setShortMessage("id:7 stat:UNDELIV err:027".getBytes(StandardCharsets.US_ASCII));
		message.setOptionalParameters(new OptionalParameter.Network_error_code(value));
		return DeliveryReport.of(message, Ids.AS_IS).orElseThrow().error();
	}

	@Test
	void isNoneWithoutAnId() {
		assertThat(DeliveryReport.of(null, "UNDELIV", "stat:UNDELIV", Ids.AS_IS)).isEmpty();
		assertThat(DeliveryReport.of(" ", null, "", Ids.AS_IS)).isEmpty();
	}

}
