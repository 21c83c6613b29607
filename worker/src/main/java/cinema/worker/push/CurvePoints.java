package cinema.worker.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** Keys of P-256 as Web Push writes them: base64url without padding. */
final class CurvePoints {

	static final int LENGTH = 65;

	private static final int HALF = 32;

	private static final ECParameterSpec CURVE = curve();

	private CurvePoints() {
	}

	private static ECParameterSpec curve() {
		try {
			AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
			parameters.init(new ECGenParameterSpec("secp256r1"));
			return parameters.getParameterSpec(ECParameterSpec.class);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Reads an uncompressed point.
	 * @throws IllegalArgumentException when it is none of this curve
	 */
	static ECPublicKey publicKey(String text) {
		byte[] bytes = Base64.getUrlDecoder().decode(text);
		if (bytes.length != LENGTH || bytes[0] != 4) {
			throw new IllegalArgumentException("no uncompressed point");
		}
		BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + HALF));
		BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + HALF, LENGTH));
		if (!isOnCurve(x, y)) {
			throw new IllegalArgumentException("no point of P-256");
		}
		try {
			return (ECPublicKey) KeyFactory.getInstance("EC")
				.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("no point of P-256", ex);
		}
	}

	private static boolean isOnCurve(BigInteger x, BigInteger y) {
		BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
		BigInteger right = x.pow(3).add(CURVE.getCurve().getA().multiply(x)).add(CURVE.getCurve().getB()).mod(p);
		return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
	}

	/**
	 * Reads a private key.
	 * @throws IllegalArgumentException when it is none
	 */
	static ECPrivateKey privateKey(String text) {
		BigInteger value = new BigInteger(1, Base64.getUrlDecoder().decode(text));
		if (value.signum() == 0 || value.compareTo(CURVE.getOrder()) >= 0) {
			throw new IllegalArgumentException("no key of P-256");
		}
		try {
			return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(value, CURVE));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("no key of P-256", ex);
		}
	}

	static byte[] bytes(ECPublicKey key) {
		byte[] point = new byte[LENGTH];
		point[0] = 4;
		put(key.getW().getAffineX(), point, 1);
		put(key.getW().getAffineY(), point, 1 + HALF);
		return point;
	}

	private static void put(BigInteger number, byte[] into, int at) {
		byte[] bytes = number.toByteArray();
		int length = Math.min(HALF, bytes.length);
		System.arraycopy(bytes, bytes.length - length, into, at + HALF - length, length);
	}

	/** A pair of keys for one message. */
	static ECParameterSpec spec() {
		return CURVE;
	}

}
