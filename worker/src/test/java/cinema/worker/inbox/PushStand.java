package cinema.worker.inbox;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A push service and the browser behind it, which reads what it is sent. */
final class PushStand implements AutoCloseable {

	private static final byte[] SECRET = "sixteen letters.".getBytes();

	/** What became of messages to a path; the others are taken. */
	final Map<String, Integer> answers = new ConcurrentHashMap<>();

	final BlockingQueue<Pushed> taken = new LinkedBlockingQueue<>();

	final ECKey browser;

	final ECKey sender;

	private final HttpServer server;

	PushStand() throws IOException, JOSEException {
		this.browser = new ECKeyGenerator(Curve.P_256).generate();
		this.sender = new ECKeyGenerator(Curve.P_256).generate();
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool());
		this.server.createContext("/", this::take);
		this.server.start();
	}

	private void take(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		String path = exchange.getRequestURI().getPath();
		int answer = this.answers.getOrDefault(path, 201);
		if (answer == 0) {
			return;
		}
		if (answer == 201) {
			this.taken.add(read(path, exchange.getRequestHeaders(), body));
		}
		if (answer == 429) {
			exchange.getResponseHeaders().set("Retry-After", "120");
		}
		if (answer == 302) {
			exchange.getResponseHeaders().set("Location", "/elsewhere");
		}
		exchange.sendResponseHeaders(answer, -1);
		exchange.close();
	}

	private Pushed read(String path, Headers headers, byte[] body) {
		try {
			return new Pushed(path, headers, open(body), claims(headers));
		}
		catch (GeneralSecurityException | JOSEException | ParseException ex) {
			return new Pushed(path, headers, ex.toString(), Map.of());
		}
	}

	private Map<String, Object> claims(Headers headers) throws ParseException, JOSEException {
		String[] parts = headers.getFirst("Authorization").replace("vapid t=", "").split(", k=", -1);
		SignedJWT token = SignedJWT.parse(parts[0]);
		boolean valid = token.verify(new ECDSAVerifier(this.sender.toPublicJWK()));
		return (valid && parts[1].equals(point(this.sender))) ? token.getJWTClaimsSet().getClaims() : Map.of();
	}

	private String open(byte[] body) throws GeneralSecurityException, JOSEException {
		byte[] salt = Arrays.copyOf(body, 16);
		byte[] point = Arrays.copyOfRange(body, 21, 86);
		ECPublicKey mine = this.browser.toECPublicKey();
		ECPublicKeySpec theirs = new ECPublicKeySpec(new ECPoint(new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
				new BigInteger(1, Arrays.copyOfRange(point, 33, 65))), mine.getParams());
		KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
		agreement.init(this.browser.toECPrivateKey());
		agreement.doPhase(KeyFactory.getInstance("EC").generatePublic(theirs), true);
		byte[] info = ByteBuffer.allocate(145)
			.put("WebPush: info\0".getBytes())
			.put(Base64.getUrlDecoder().decode(point(this.browser)))
			.put(point)
			.put((byte) 1)
			.array();
		byte[] key = mac(salt, mac(mac(SECRET, agreement.generateSecret()), info));
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(Cipher.DECRYPT_MODE,
				new SecretKeySpec(Arrays.copyOf(mac(key, "Content-Encoding: aes128gcm\0\1".getBytes()), 16), "AES"),
				new GCMParameterSpec(128, Arrays.copyOf(mac(key, "Content-Encoding: nonce\0\1".getBytes()), 12)));
		byte[] text = cipher.doFinal(body, 86, body.length - 86);
		return new String(text, 0, text.length - 1, StandardCharsets.UTF_8);
	}

	private static byte[] mac(byte[] key, byte[] text) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(text);
	}

	static String point(ECKey key) {
		byte[] point = ByteBuffer.allocate(65).put((byte) 4).put(key.getX().decode()).put(key.getY().decode()).array();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(point);
	}

	String endpoint(String path) {
		return "http://localhost:" + this.server.getAddress().getPort() + path;
	}

	/** As a page sends what its browser gave. */
	String subscription(String path) {
		return "{\"endpoint\":\"" + endpoint(path) + "\",\"p256dh\":\"" + point(this.browser) + "\",\"auth\":\""
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET) + "\",\"label\":\"Firefox\"}";
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	record Pushed(String path, Headers headers, String text, Map<String, Object> claims) {
	}

}
