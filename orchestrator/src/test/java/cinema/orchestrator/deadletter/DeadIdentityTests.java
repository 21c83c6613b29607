package cinema.orchestrator.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeadIdentityTests {

	/** As producers write it that escape whatever is no letter of ASCII, and others. */
	@ParameterizedTest
	@ValueSource(strings = { "{\"email\": \"ann\\u0040example.com\"}", "{\"a\": [{\"to\": \"<ann@example.com>\"}]}",
			"{\"ann@example.com\": 1}", "no json: ann@example.com", "\"\\u0061nn@example.com\"" })
	void findsAnAddressHoweverItIsEscaped(String body) {
		assertThat(of(body).addresses()).containsExactly("ann@example.com");
	}

	@Test
	void findsNationalAddressesAndIdsThatAreEscaped() {
		DeadIdentity found = of("{\"email\": \"\\u0438\\u0432@example.com\", "
				+ "\"text\": \"\\u0061bcdef01-0000-4000-8000-000000000001\"}");

		assertThat(found.addresses()).containsExactly("\u0438\u0432@example.com");
		assertThat(found.names()).containsExactly("abcdef01-0000-4000-8000-000000000001");
	}

	@Test
	void mayBeAnybodysWhereItNamesMoreThanIsKept() {
		assertThat(of(addresses(1000)).names()).isEmpty();
		assertThat(of(addresses(1001)).names()).containsExactly(DeadIdentity.ANYBODY);
	}

	private static String addresses(int count) {
		return IntStream.range(0, count)
			.mapToObj((number) -> "\"a" + number + "@example.com\"")
			.collect(Collectors.joining(",", "[", "]"));
	}

	private static DeadIdentity of(String body) {
		return DeadIdentity.of(body.getBytes(StandardCharsets.UTF_8));
	}

}
