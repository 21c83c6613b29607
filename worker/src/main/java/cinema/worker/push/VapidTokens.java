package cinema.worker.push;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import cinema.platform.setting.Bounds;
import tools.jackson.databind.json.JsonMapper;

/** Says to push services who we are (RFC 8292), by a token for each of them. */
final class VapidTokens {

	private static final Duration LIFE = Duration.ofHours(12);

	private static final Duration RENEWAL = Duration.ofHours(1);

	private static final int MOST = 1000;

	private final Map<String, Token> byOrigin = new ConcurrentHashMap<>();

	private final ECPrivateKey key;

	private final PushProperties properties;

	private final Clock clock;

	VapidTokens(PushProperties properties, Clock clock) {
		this.key = key(properties);
		this.properties = properties;
		this.clock = clock;
	}

	private static ECPrivateKey key(PushProperties properties) {
		try {
			ECPrivateKey key = CurvePoints.privateKey(properties.privateKey());
			ECPublicKey pair = CurvePoints.publicKey(properties.publicKey());
			Signature check = Signature.getInstance("SHA256withECDSA");
			check.initVerify(pair);
			boolean belongs = check.verify(sign(key, "SHA256withECDSA", ""));
			Bounds.require(belongs, "cinema.push.public-key", "the other half of cinema.push.private-key", "");
			return key;
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"cinema.push.public-key and cinema.push.private-key have to be a pair of P-256 in base64url", ex);
		}
	}

	private static byte[] sign(ECPrivateKey key, String algorithm, String text) throws GeneralSecurityException {
		Signature signature = Signature.getInstance(algorithm);
		signature.initSign(key);
		signature.update(text.getBytes(StandardCharsets.US_ASCII));
		return signature.sign();
	}

	/** The header {@code Authorization} for an endpoint. */
	String authorization(URI endpoint) {
		String origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
		Instant now = this.clock.instant();
		if (this.byOrigin.size() > MOST) {
			this.byOrigin.clear();
		}
		Token token = this.byOrigin.compute(origin,
				(name, known) -> (known != null && known.until().isAfter(now.plus(RENEWAL))) ? known
						: token(name, now.plus(LIFE)));
		return "vapid t=" + token.text() + ", k=" + this.properties.publicKey();
	}

	private Token token(String audience, Instant until) {
		String claims = JsonMapper.shared()
			.writeValueAsString(
					Map.of("aud", audience, "exp", until.getEpochSecond(), "sub", this.properties.subject()));
		String signed = base64("{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII)) + "."
				+ base64(claims.getBytes(StandardCharsets.UTF_8));
		try {
			return new Token(signed + "." + base64(sign(this.key, "SHA256withECDSAinP1363Format", signed)), until);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private record Token(String text, Instant until) {
	}

}
