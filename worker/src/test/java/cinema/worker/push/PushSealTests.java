package cinema.worker.push;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a push service is given, and which ones are. */
class PushSealTests {

	private static final String THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

	@Test
	void sealsTheSampleOfTheStandard() throws Exception {
		KeyPair ours = new KeyPair(
				CurvePoints.publicKey(
						"BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"),
				CurvePoints.privateKey("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
		byte[] sealed = PushSeal.seal("When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII),
				THEIRS, "BTBZMqHH6r4Tts7J_aSIgg", ours, Base64.getUrlDecoder().decode("DGv6ra1nlYgDCS1FRnbzlw"));
		// RFC 8291, section 5.
		assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed))
			.isEqualTo("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
					+ "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
					+ "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
	}

	@Test
	void takesPointsOfTheCurveAlone() {
		byte[] other = Base64.getUrlDecoder().decode(THEIRS);
		other[40] ^= 1;
		String moved = Base64.getUrlEncoder().encodeToString(other);
		assertThatThrownBy(() -> CurvePoints.publicKey(moved)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> CurvePoints.publicKey("BAA")).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void cutsBetweenSigns() {
		assertThat(PushText.cut("short", 5)).isEqualTo("short");
		assertThat(PushText.cut("one two", 5)).isEqualTo("one…");
		assertThat(PushText.cut("ab👨‍👩‍👧 film", 5)).isEqualTo("ab…");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://fcm.googleapis.com/a", "https://updates.push.services.mozilla.com/wpush/v2/a",
			"https://WNS2.notify.windows.com/w/?token=a" })
	void knowsPushServices(String endpoint) {
		assertThat(properties(false).allows(URI.create(endpoint))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://fcm.googleapis.com/a", "https://fcm.googleapis.com:8443/a",
			"https://evil.example/a", "https://fcm.googleapis.com.evil.example/a",
			"https://evilpush.services.mozilla.com/a", "https://me@fcm.googleapis.com/a", "https:///a", "file:///a" })
	void refusesWhatIsNone(String endpoint) {
		assertThat(properties(false).allows(URI.create(endpoint))).isFalse();
	}

	@Test
	void tellsPrivateAddresses() throws Exception {
		for (String within : List.of("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254",
				"100.64.0.1", "0.0.0.0", "::1", "fd00::1", "fe80::1")) {
			assertThat(PushGateway.isWithin(InetAddress.getByName(within))).as(within).isTrue();
		}
		assertThat(PushGateway.isWithin(InetAddress.getByName("142.250.1.95"))).isFalse();
		assertThat(PushGateway.isWithin(InetAddress.getByName("2a00:1450::1"))).isFalse();
	}

	private static PushProperties properties(boolean local) {
		return new PushProperties("", "", "", List.of("fcm.googleapis.com", "*.push.services.mozilla.com",
				"*.notify.windows.com", "web.push.apple.com"), local, Duration.ofSeconds(1), 5, 10, Duration.ofDays(1));
	}

}
