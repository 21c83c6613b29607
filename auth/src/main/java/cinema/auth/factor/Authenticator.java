package cinema.auth.factor;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

import cinema.auth.token.Secrets;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import org.bouncycastle.util.encoders.Base32;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.stereotype.Component;

/**
 * Codes of an authenticator (RFC 6238): six digits, a new one each 30 seconds, and the
 * ones before and after it for clocks that are off.
 */
@Component
class Authenticator {

	private static final long STEP_SECONDS = 30;

	/** As many as the hash of the codes has (RFC 4226, 4). */
	private static final int SECRET_BYTES = 20;

	private final SecureRandom random = new SecureRandom();

	private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();

	private final @Nullable BytesEncryptor seal;

	private final String key;

	private final List<BytesEncryptor> previous;

	Authenticator(FactorProperties properties) {
		this.seal = (properties.secret() != null) ? seal(properties.secret()) : null;
		this.key = (properties.secret() != null) ? Secrets.hash("factor key:" + properties.secret()).substring(0, 12)
				: "";
		this.previous = properties.previous().stream().map(Authenticator::seal).toList();
	}

	private static BytesEncryptor seal(String secret) {
		byte[] key = HexFormat.of().parseHex(Secrets.hash("factor:" + secret));
		return AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(key, "AES")).build();
	}

	/** Whether secrets can be kept. */
	boolean isReady() {
		return this.seal != null;
	}

	byte[] createSecret() {
		byte[] secret = new byte[SECRET_BYTES];
		this.random.nextBytes(secret);
		return secret;
	}

	/** 80 random bits that people can copy from paper. */
	String createRecoveryCode() {
		byte[] bits = new byte[10];
		this.random.nextBytes(bits);
		return Base32.toBase32String(bits).toLowerCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1-");
	}

	/** The form at rest. */
	String seal(byte[] secret) {
		return HexFormat.of().formatHex(ready().encrypt(secret));
	}

	/** Tells the present key from others. */
	String key() {
		return this.key;
	}

	/** The form at rest by the present key; nothing when no key opens what is there. */
	Optional<String> sealAnew(String sealed) {
		try {
			return Optional.of(seal(open(sealed)));
		}
		catch (IllegalStateException lost) {
			return Optional.empty();
		}
	}

	private byte[] open(String sealed) {
		byte[] bytes = HexFormat.of().parseHex(sealed);
		for (BytesEncryptor one : Stream.concat(Stream.of(ready()), this.previous.stream()).toList()) {
			try {
				return one.decrypt(bytes);
			}
			catch (IllegalArgumentException | IllegalStateException other) {
				// Of another key.
			}
		}
		throw new IllegalStateException("none of the secrets of cinema.factor has sealed it");
	}

	/** The step of time whose code it is, if it is one of those around now. */
	OptionalLong stepOf(String code, String sealed, Instant now) {
		SecretKeySpec key = new SecretKeySpec(open(sealed), "RAW");
		byte[] given = code.getBytes(StandardCharsets.UTF_8);
		long step = now.getEpochSecond() / STEP_SECONDS;
		return LongStream.rangeClosed(step - 1, step + 1)
			.filter((one) -> MessageDigest.isEqual(codeOf(key, one).getBytes(StandardCharsets.UTF_8), given))
			.max();
	}

	private String codeOf(SecretKeySpec key, long step) {
		try {
			return this.codes.generateOneTimePasswordString(key, Instant.ofEpochSecond(step * STEP_SECONDS));
		}
		catch (InvalidKeyException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private BytesEncryptor ready() {
		if (this.seal == null) {
			throw new IllegalStateException(
					"cinema.factor.secret is not set, and there are secrets that it has sealed");
		}
		return this.seal;
	}

}
