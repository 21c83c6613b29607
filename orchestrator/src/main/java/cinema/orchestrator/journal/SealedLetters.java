package cinema.orchestrator.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;

import cinema.platform.seal.Seals;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Letters as they rest: deflated, since the database cannot any more, and sealed for
 * their row. Plain ones of before stay readable.
 */
@Component
public class SealedLetters {

	private static final Pattern SEALED = Pattern.compile("sealed:([^:]+):([A-Za-z0-9+/=]+)");

	private final Seals seals;

	SealedLetters(JournalProperties properties) {
		this.seals = new Seals(properties.sealing());
	}

	public @Nullable String seal(UUID id, @Nullable String letter) {
		if (letter == null || !this.seals.isOn()) {
			return letter;
		}
		byte[] sealed = this.seals.seal(deflate(letter.getBytes(StandardCharsets.UTF_8)), id.toString());
		return "sealed:" + this.seals.current() + ":" + Base64.getEncoder().encodeToString(sealed);
	}

	public @Nullable String open(UUID id, @Nullable String letter) {
		if (letter == null || !letter.startsWith("sealed:")) {
			return letter;
		}
		Matcher sealed = SEALED.matcher(letter);
		if (!sealed.matches()) {
			throw new IllegalStateException("the letter of posting " + id + " was changed");
		}
		byte[] deflated = this.seals.open(sealed.group(1), Base64.getDecoder().decode(sealed.group(2)), id.toString());
		return new String(inflate(deflated), StandardCharsets.UTF_8);
	}

	OpenLetter open(OpenLetter letter) {
		return new OpenLetter(letter.id(), letter.workflowId(), letter.state(), letter.attempt(),
				open(letter.id(), letter.posting()), letter.retryAt(), letter.ours());
	}

	/** It never gets longer than this, whatever it is. */
	private static byte[] deflate(byte[] plain) {
		Deflater deflater = new Deflater(Deflater.BEST_SPEED);
		try {
			deflater.setInput(plain);
			deflater.finish();
			ByteBuffer deflated = ByteBuffer.allocate(plain.length + plain.length / 1000 + 100);
			while (!deflater.finished()) {
				deflater.deflate(deflated);
			}
			byte[] bytes = new byte[deflated.position()];
			deflated.flip().get(bytes);
			return bytes;
		}
		finally {
			deflater.end();
		}
	}

	private static byte[] inflate(byte[] deflated) {
		try (InputStream plain = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
			return plain.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
