package cinema.orchestrator.suppression;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.receiver.Receiver;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is kept from an address, and by which other way it goes. */
class SuppressedTests {

	private static final String ANN = "ann@example.com";

	private static final Set<Channel> ALL = EnumSet.allOf(Channel.class);

	private static Receiver ann(@Nullable String phone) {
		return new Receiver("1", ANN, phone, null, null, ZoneOffset.UTC, "en", true, true, true, true, true, Map.of(),
				null);
	}

	private static Suppressed by(BounceKind kind, @Nullable String status) {
		return new Suppressed(Map.of(ANN, new Suppression(UUID.randomUUID(), kind, status, "it came back", "1", null,
				null, Instant.EPOCH, null, null, null)), ALL);
	}

	@ParameterizedTest
	@CsvSource({ "HARD,false,NORMAL,true", "HARD,false,URGENT,true", "HARD,true,NORMAL,true", "HARD,true,URGENT,false",
			"SOFT,false,BULK,true", "SOFT,true,NORMAL,false", "COMPLAINT,false,URGENT,true",
			"COMPLAINT,true,BULK,false" })
	void keepsAwayWhatNeedNotBeAndTriesWhatSomebodyJustAskedFor(BounceKind kind, boolean required, Urgency urgency,
			boolean blocks) {
		String why = by(kind, "5.1.1").why(ann(null), Channel.EMAIL, required, urgency);

		assertThat(why != null).isEqualTo(blocks);
	}

	@Test
	void saysWhyInWordsThatCanBeCounted() {
		assertThat(by(BounceKind.HARD, "5.1.1").why(ann(null), Channel.EMAIL, false, Urgency.BULK))
			.isEqualTo("suppressed: hard bounce 5.1.1");
		assertThat(by(BounceKind.SOFT, null).why(ann(null), Channel.EMAIL, false, Urgency.BULK))
			.isEqualTo("suppressed: soft bounces");
		assertThat(by(BounceKind.COMPLAINT, null).why(ann(null), Channel.EMAIL, false, Urgency.BULK))
			.isEqualTo("suppressed: complaint");
	}

	@Test
	void goesByAnotherChannelWhereThereIsOne() {
		List<Channel> both = List.of(Channel.EMAIL, Channel.SMS);
		Suppressed hard = by(BounceKind.HARD, "5.1.1");

		assertThat(hard.channels(ann("+79990000000"), Terms.of("a", true, null), Urgency.BULK, both))
			.containsExactly(Channel.SMS);
		assertThat(hard.channels(ann(null), Terms.of("a", true, null), Urgency.BULK, both))
			.containsExactly(Channel.EMAIL);
		assertThat(hard.channels(ann("+79990000000"), Terms.of("a", true, null), Urgency.URGENT, both)).isEqualTo(both);
		assertThat(hard.why(ann("+79990000000"), Channel.SMS, false, Urgency.BULK)).isNull();
	}

	@Test
	void keepsMessagesFromANumberThatCameBackAndGoesByTheMailbox() {
		String number = "+79990000000";
		Suppressed gone = new Suppressed(Map.of(number, new Suppression(UUID.randomUUID(), BounceKind.HARD, null,
				"UNDELIV err:001", "1", "+7", null, Instant.EPOCH, null, null, null)), ALL);
		Terms required = Terms.of("a", true, null);

		assertThat(gone.channels(ann(number), required, Urgency.NORMAL, List.of(Channel.SMS, Channel.EMAIL)))
			.containsExactly(Channel.EMAIL);
		assertThat(gone.why(ann(number), Channel.SMS, true, Urgency.NORMAL)).isEqualTo("suppressed: hard bounce");
		assertThat(gone.why(ann(number), Channel.SMS, true, Urgency.URGENT)).as("a code is tried").isNull();
		assertThat(gone.why(ann(number), Channel.EMAIL, false, Urgency.BULK)).isNull();
		assertThat(gone.why(ann("+79990000001"), Channel.SMS, false, Urgency.BULK)).isNull();
	}

	@Test
	void goesByAnotherChannelWhereOneIsOffAndSaysSoWhereThereIsNone() {
		Suppressed off = new Suppressed(Map.of(), Set.of(Channel.EMAIL));
		Terms required = Terms.of("a", true, null);

		assertThat(off.channels(ann("+79990000000"), required, Urgency.URGENT, List.of(Channel.SMS, Channel.EMAIL)))
			.containsExactly(Channel.EMAIL);
		assertThat(off.channels(ann("+79990000000"), required, Urgency.URGENT, List.of(Channel.SMS)))
			.containsExactly(Channel.SMS);
		assertThat(off.why(ann("+79990000000"), Channel.SMS, true, Urgency.URGENT)).isEqualTo("channel is off: sms");
		assertThat(off.why(ann(null), Channel.EMAIL, true, Urgency.URGENT)).isNull();
	}

}
