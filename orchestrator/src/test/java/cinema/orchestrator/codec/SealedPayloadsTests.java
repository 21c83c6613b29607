package cinema.orchestrator.codec;

import java.net.URI;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.IntegrationTest;
import cinema.platform.seal.Seals;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.payload.codec.PayloadCodecException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SealedPayloadsTests {

	private static final String OTHER = "//////////////////////////////////////////8=";

	private static final DataConverter PLAIN = DefaultDataConverter.newDefaultInstance();

	private final DataConverter old = converter(Map.of("old", IntegrationTest.KEY), null);

	@Test
	void sealsAndOpens() {
		Payload sealed = this.old.toPayload("ann@example.com").orElseThrow();
		assertThat(sealed.toByteString().toStringUtf8()).doesNotContain("ann@example.com").contains("old");
		assertThat(this.old.fromPayload(sealed, String.class, String.class)).isEqualTo("ann@example.com");
	}

	@Test
	void readsWhatWasWrittenBeforeThereWereKeys() {
		Payload plain = PLAIN.toPayload("ann@example.com").orElseThrow();
		assertThat(this.old.fromPayload(plain, String.class, String.class)).isEqualTo("ann@example.com");
	}

	@Test
	void readsWithTheKeyOfBeforeAndSealsWithTheCurrentOne() {
		Payload before = this.old.toPayload("ann@example.com").orElseThrow();
		DataConverter both = converter(Map.of("old", IntegrationTest.KEY, "new", OTHER), "new");
		assertThat(both.fromPayload(before, String.class, String.class)).isEqualTo("ann@example.com");
		Payload after = both.toPayload("ann@example.com").orElseThrow();
		assertThat(after.getMetadataOrThrow("encryption-key-id").toStringUtf8()).isEqualTo("new");
		assertThatThrownBy(() -> this.old.fromPayload(after, String.class, String.class))
			.isInstanceOf(PayloadCodecException.class)
			.hasMessageContaining("not known");
	}

	@Test
	void sealsFailuresToo() {
		Failure failure = this.old.exceptionToFailure(
				ApplicationFailure.newFailureWithCause("of ann@example.com", "X", new IllegalStateException("ann@x")));
		assertThat(failure.toString()).doesNotContain("ann@");
		assertThat(this.old.failureToException(failure)).hasMessageContaining("of ann@example.com");
	}

	@Test
	void takesAnEmptyOriginForNone() {
		assertThat(new CodecProperties(Map.of(), null, URI.create("")).uiOrigin()).isNull();
	}

	private static DataConverter converter(Map<String, String> keys, String current) {
		Seals seals = new Seals(new CodecProperties(keys, current, null).sealing());
		return new CodecDataConverter(PLAIN, List.of(new SealedPayloads(seals)), true);
	}

}
